import { Button, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ExpertDetail, Programme } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { TwoClocks } from "@/components/TwoClocks";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { useClocks, useForgetStarts } from "@/features/agenda/picker/useFreeStarts";
import { api } from "@/lib/api";
import { useSessionChanged } from "../sessions";
import { BriefFields } from "./BriefFields";
import classes from "./booking.module.css";
import { NextFree } from "./NextFree";
import { type Beside, besideAsked } from "./useBeside";
import { useBrief } from "./useBrief";

type BookingFormProps = {
  expert: ExpertDetail;
  programme: Programme;
  beside: Beside;
  startsAt: string;
  onPick: (startsAt: string) => void;
};

export function BookingForm({ expert, programme, beside, startsAt, onPick }: BookingFormProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const me = useMe();
  const clocks = useClocks(
    { expertId: expert.id, programme: programme.slug, beside: besideAsked(beside) },
    { here: me.time_zone, there: expert.time_zone },
    startsAt,
  );
  const navigate = useNavigate();
  const forgetStarts = useForgetStarts();
  const changed = useSessionChanged();
  const request = api.useMutation("post", "/api/sessions/");
  const brief = useBrief(expert.id, request.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { experts, colleagues } = beside;
    const about = { programme: programme.slug, expert: expert.id, experts, colleagues };
    const body = { ...about, starts_at: startsAt, ...brief.draft };
    const session = await request.mutateAsync({ body }).catch(() => null);
    if (!session) return void forgetStarts();
    brief.clear();
    await changed(session);
    tell(t(session.state === "confirmed" ? "booking.confirmed" : "booking.sent"));
    navigate(`/sessions/${session.id}`);
  };
  const pickOther = (start: string) => {
    request.reset();
    onPick(start);
  };
  return (
    <Card title={t("booking.about")}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div className={classes.chosen}>
            <TwoClocks at={startsAt} {...clocks} />
          </div>
          <BriefFields brief={brief} goalHint={t("booking.goalHint")} questionRows={4} />
          <ErrorState error={brief.unplaced} />
          <NextFree starts={brief.problem?.nextFree ?? []} {...clocks} onPick={pickOther} />
          <Button type="submit" size="md" loading={request.isPending}>
            {t(programme.approval === "automatic" ? "booking.book" : "booking.request")}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
