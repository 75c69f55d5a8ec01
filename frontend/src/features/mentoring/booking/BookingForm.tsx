import { Button, Stack, Textarea, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ExpertDetail, Programme } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { TwoClocks } from "@/components/TwoClocks";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { useForgetStarts } from "@/features/agenda/picker/useFreeStarts";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useDraft } from "@/lib/useDraft";
import { useSessionChanged } from "../sessions";
import classes from "./booking.module.css";
import { NextFree } from "./NextFree";

type BookingFormProps = {
  expert: ExpertDetail;
  programme: Programme;
  startsAt: string;
  onPick: (startsAt: string) => void;
};

const emptyDraft = { goal: "", questions: "", deck_url: "" };

export function BookingForm({ expert, programme, startsAt, onPick }: BookingFormProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const me = useMe();
  const navigate = useNavigate();
  const forgetStarts = useForgetStarts();
  const changed = useSessionChanged();
  const [draft, setDraft, clearDraft] = useDraft(`meridian.draft.${expert.id}`, emptyDraft);
  const request = api.useMutation("post", "/api/sessions/");
  const problem = asProblem(request.error);
  const fill = (changes: Partial<typeof emptyDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { programme: programme.slug, expert: expert.id, starts_at: startsAt, ...draft };
    const session = await request.mutateAsync({ body }).catch(() => null);
    if (!session) return void forgetStarts();
    clearDraft();
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
            <TwoClocks at={startsAt} here={me.time_zone} there={expert.time_zone} />
          </div>
          <Textarea
            label={t("booking.goal")}
            description={t("booking.goalHint")}
            required
            withAsterisk={false}
            size="md"
            rows={3}
            value={draft.goal}
            error={problem?.on("goal")}
            onChange={({ currentTarget: { value } }) => fill({ goal: value })}
          />
          <Textarea
            label={t("booking.questions")}
            description={t("booking.optional")}
            size="md"
            rows={4}
            value={draft.questions}
            error={problem?.on("questions")}
            onChange={({ currentTarget: { value } }) => fill({ questions: value })}
          />
          <TextInput
            label={t("booking.deck")}
            description={t("booking.optional")}
            type="url"
            placeholder="https://"
            size="md"
            value={draft.deck_url}
            error={problem?.on("deck_url")}
            onChange={({ currentTarget: { value } }) => fill({ deck_url: value })}
          />
          <ErrorState error={problem?.isAllOn(Object.keys(emptyDraft)) ? null : request.error} />
          <NextFree
            starts={problem?.nextFree ?? []}
            here={me.time_zone}
            there={expert.time_zone}
            onPick={pickOther}
          />
          <Button type="submit" size="md" loading={request.isPending}>
            {t(programme.approval === "automatic" ? "booking.book" : "booking.request")}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
