import { Button, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import type { Me, OpenHours } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Notice } from "@/components/Notice";
import { TwoClocks } from "@/components/TwoClocks";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import type { Clock } from "@/lib/whoseClock";
import { NextFree } from "../booking/NextFree";
import { useSessionChanged } from "../sessions";

type OpenHoursBookingProps = {
  token: string;
  hours: OpenHours;
  startsAt: string;
  clocks: { here: Clock; there: Clock };
  me: Me | undefined;
  onPick: (startsAt: string) => void;
};

/** Booking the chosen start: at once for a startup that has signed in, after signing in for the others. */
export function OpenHoursBooking({ token, hours, startsAt, clocks, me, onPick }: OpenHoursBookingProps) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  // The list of starts can be long: what follows from the choice comes into view.
  useEffect(() => {
    if (startsAt) place.current?.scrollIntoView({ block: "nearest" });
  }, [startsAt]);
  return (
    <div ref={place}>
      <Card title={t("links.chosen")}>
        <Stack gap="md">
          <TwoClocks at={startsAt} {...clocks} />
          {me?.role === "startup_member" ? (
            <BookingFields
              token={token}
              startsAt={startsAt}
              clocks={clocks}
              onPick={onPick}
              automatic={hours.programme.approval === "automatic"}
            />
          ) : (
            <Notice>
              <p>{t(me ? "links.onlyStartups" : "links.signInHint")}</p>
              {me ? null : (
                <LinkButton to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} size="md">
                  {t("links.signIn")}
                </LinkButton>
              )}
            </Notice>
          )}
        </Stack>
      </Card>
    </div>
  );
}

type BookingFieldsProps = Pick<OpenHoursBookingProps, "token" | "startsAt" | "clocks" | "onPick"> & {
  automatic: boolean;
};

function BookingFields({ token, startsAt, clocks, onPick, automatic }: BookingFieldsProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const changed = useSessionChanged();
  const [goal, setGoal] = useState("");
  const book = api.useMutation("post", "/api/open-hours/{token}/sessions/");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { starts_at: startsAt, goal, questions: "", deck_url: "" };
    const session = await book.mutateAsync({ params: { path: { token } }, body }).catch(() => null);
    if (!session) return void queries.invalidateQueries({ queryKey: ["get", "/api/open-hours/{token}/"] });
    await changed(session);
    tell(t(session.state === "confirmed" ? "booking.confirmed" : "booking.sent"));
    navigate(`/sessions/${session.id}`);
  };
  const problem = asProblem(book.error);
  const pickOther = (start: string) => {
    book.reset();
    onPick(start);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label={t("booking.goal")}
          description={t("booking.goalHint")}
          required
          withAsterisk={false}
          size="md"
          rows={3}
          value={goal}
          error={problem?.on("goal")}
          onChange={({ currentTarget: { value } }) => setGoal(value)}
        />
        <ErrorState error={book.error} />
        <NextFree starts={problem?.nextFree ?? []} {...clocks} onPick={pickOther} />
        <Button type="submit" size="md" loading={book.isPending}>
          {t(automatic ? "booking.book" : "booking.request")}
        </Button>
      </Stack>
    </form>
  );
}
