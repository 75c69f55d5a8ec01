import { Button, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { PlannedDate, Programme, Series } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { BriefFields } from "../../booking/BriefFields";
import { useBrief } from "../../booking/useBrief";
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

/** What the sessions are for, and the request for all dates at once. */
export function RequestForm({ body, programme, dates, choice, fresh, onRefused }: RequestFormProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const navigate = useNavigate();
  const changed = useSeriesChanged();
  const request = api.useMutation("post", "/api/series/");
  const brief = useBrief(body.expert, request.error);
  const chosen = chosenDates(dates, choice);
  const open = countOf(dates, choice, "open");
  const automatic = programme.approval === "automatic";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const series = await request.mutateAsync({ body: { ...body, ...brief.draft, chosen } }).catch(() => null);
    if (!series) return onRefused();
    brief.clear();
    await changed(series);
    tell(t(automatic ? "series.booked" : "series.sent"));
    navigate(`/series/${series.id}`);
  };
  return (
    <Card title={t("booking.about")}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <BriefFields brief={brief} goalHint={t("series.goalHint")} longestGoal={300} questionRows={3} />
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
          <ErrorState error={brief.unplaced} />
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
