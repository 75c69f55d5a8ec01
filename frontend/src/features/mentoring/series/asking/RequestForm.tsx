import { Button, Stack, Textarea, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { PlannedDate, Programme, Series } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useDraft } from "@/lib/useDraft";
import { type Choice, chosenDates, countOf } from "../dates/choice";
import { useSeriesChanged } from "../series";

type RequestFormProps = {
  body: Pick<Series, "anchor" | "starts_on" | "starts_time" | "rule"> & { programme: string; expert: number };
  programme: Programme;
  dates: PlannedDate[];
  choice: Choice;
  /** Whether the dates are those of what is asked for now. */
  fresh: boolean;
  onRefused: () => void;
};

const emptyDraft = { goal: "", questions: "", deck_url: "" };

/** What the sessions are for, and the request for all dates at once. */
export function RequestForm({ body, programme, dates, choice, fresh, onRefused }: RequestFormProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const navigate = useNavigate();
  const changed = useSeriesChanged();
  const [draft, setDraft, clearDraft] = useDraft(`meridian.draft.${body.expert}`, emptyDraft);
  const request = api.useMutation("post", "/api/series/");
  const problem = asProblem(request.error);
  const fill = (changes: Partial<typeof emptyDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const chosen = chosenDates(dates, choice);
  const open = countOf(dates, choice, "open");
  const automatic = programme.approval === "automatic";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const series = await request.mutateAsync({ body: { ...body, ...draft, chosen } }).catch(() => null);
    if (!series) return onRefused();
    clearDraft();
    await changed(series);
    tell(t(automatic ? "series.booked" : "series.sent"));
    navigate(`/series/${series.id}`);
  };
  return (
    <Card title={t("booking.about")}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Textarea
            label={t("booking.goal")}
            description={t("series.goalHint")}
            required
            withAsterisk={false}
            maxLength={300}
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
            rows={3}
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
          <Notice>
            <p>
              {automatic ? t("series.afterAutomatic") : t("series.after", { hours: programme.hold_hours })}
            </p>
          </Notice>
          {open > 0 ? (
            <Notice tone="warn">
              <p>{t("series.decideFirst", { count: open })}</p>
            </Notice>
          ) : null}
          <ErrorState error={problem?.isAllOn(Object.keys(emptyDraft)) ? null : request.error} />
          <Button
            type="submit"
            size="md"
            loading={request.isPending}
            disabled={!fresh || open > 0 || chosen.length === 0}
          >
            {t(automatic ? "series.book" : "series.request", { count: chosen.length })}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
