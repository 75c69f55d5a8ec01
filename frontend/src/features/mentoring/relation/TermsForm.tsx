import { Button, Group, NativeSelect, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { wallClock } from "@/lib/days";
import { asProblem } from "@/lib/problem";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";
import { TermsDates } from "./TermsDates";

const anchors = ["founder", "expert", "utc"] as const;
const fields = ["goals", "sessions", "every_weeks", "starts_on", "starts_time"];

/** A start, and where the founder lives then. */
type First = { starts_at: string; founder_time_zone: string };
type TermsFormProps = { pair: Pair; first?: First | null; onDone: () => void };

/** On the founder's clock, which stays fixed unless somebody chooses another. */
function firstDate(first: First | null | undefined) {
  if (!first) return { starts_on: "", starts_time: "" };
  const { day, minute } = wallClock(first.starts_at, first.founder_time_zone);
  const [hour, rest] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0"));
  return { starts_on: day, starts_time: `${hour}:${rest}` };
}

/** Goals and regular sessions to propose; every date is shown on both clocks before anything is sent. Where nothing was
 * proposed before it begins with the hour of `first`. */
export function TermsForm({ pair, first, onDone }: TermsFormProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const onSuccess = usePairChanged();
  const before = pair.proposal ?? pair.agreement;
  const [terms, setTerms] = useState({
    goals: before?.goals ?? "",
    sessions: before?.sessions ?? 8,
    every_weeks: before?.every_weeks ?? 1,
    anchor: before?.anchor ?? "founder",
    ...(before ? { starts_on: before.starts_on, starts_time: before.starts_time } : firstDate(first)),
  });
  const preview = api.useMutation("post", "/api/relations/{relation_id}/agreements/preview/");
  const propose = api.useMutation("post", "/api/relations/{relation_id}/agreements/", { onSuccess });
  const call = { params: { path: { relation_id: pair.id } }, body: terms };
  const error = propose.error ?? preview.error;
  const problem = asProblem(error);
  const set = (changes: Partial<typeof terms>) => {
    preview.reset();
    propose.reset();
    setTerms({ ...terms, ...changes });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!preview.data) {
      await preview.mutateAsync(call).catch(() => null);
      return;
    }
    if (!(await propose.mutateAsync(call).catch(() => null))) {
      preview.mutate(call); // calendars were looked at meanwhile: show what has come in between
      return;
    }
    tell(t("pairs.proposed"));
    onDone();
  };
  const isClear = preview.data?.dates.every((date) => date.clash === null) ?? true;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label={t("pairs.goals")}
          required
          withAsterisk={false}
          rows={3}
          size="md"
          value={terms.goals}
          error={problem?.on("goals")}
          onChange={(event) => set({ goals: event.currentTarget.value })}
        />
        <div className={classes.fields} data-pairs>
          <NumberInput
            label={t("pairs.sessions")}
            description={t("pairs.sessionsHint")}
            size="md"
            min={1}
            max={104}
            value={terms.sessions}
            error={problem?.on("sessions")}
            onChange={(value) => set({ sessions: Number(value) })}
          />
          <NativeSelect
            label={t("pairs.every")}
            description={t("pairs.everyHint")}
            size="md"
            value={terms.every_weeks}
            onChange={(event) => set({ every_weeks: Number(event.currentTarget.value) })}
            data={[1, 2, 3, 4].map((weeks) => ({
              value: String(weeks),
              label: t("pairs.everyWeeks", { count: weeks }),
            }))}
          />
          <NativeSelect
            label={t("pairs.anchor")}
            size="md"
            value={terms.anchor}
            onChange={(event) =>
              set({ anchor: anchors.find((one) => one === event.currentTarget.value) ?? "founder" })
            }
            data={anchors.map((value) => ({ value, label: t(`pairs.anchors.${value}`) }))}
          />
          <TextInput
            type="date"
            label={t("pairs.firstOn")}
            required
            withAsterisk={false}
            size="md"
            value={terms.starts_on}
            error={problem?.on("starts_on")}
            onChange={(event) => set({ starts_on: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t("pairs.firstAt")}
            required
            withAsterisk={false}
            size="md"
            value={terms.starts_time}
            error={problem?.on("starts_time")}
            onChange={(event) => set({ starts_time: event.currentTarget.value })}
          />
        </div>
        {preview.data ? <TermsDates preview={preview.data} side={pair.side} /> : null}
        {problem?.isAllOn(fields) ? null : <ErrorState error={error} />}
        <Group gap="sm">
          <Button
            type="submit"
            size="md"
            disabled={!isClear}
            loading={preview.isPending || propose.isPending}
          >
            {t(preview.data ? "pairs.sendProposal" : "pairs.lookAtDates")}
          </Button>
          <Button variant="default" size="md" onClick={onDone}>
            {t("common.back")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
