import { Button, Group, NativeSelect, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { wallClock } from "@/lib/days";
import { asProblem } from "@/lib/problem";
import { type Choice, countOf } from "../series/dates/choice";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";
import { TermsDates } from "./TermsDates";

const anchors = ["founder", "expert", "utc"] as const;
const fields = ["goals", "sessions", "every_weeks", "starts_on", "starts_time"];

/** A start, and where the founder lives then. */
type First = { starts_at: string; founder_time_zone: string };
type TermsFormProps = { pair: Pair; first?: First | null; looks?: boolean; onDone: () => void };
type Exceptions = NonNullable<Pair["agreement"]>["exceptions"];

/** What was chosen for single dates, as the server takes it. */
function exceptionsOf(choice: Choice): Exceptions {
  const named = Object.entries(choice).filter(([, what]) => what !== "");
  return named.map(([on, what]) => ({ on, starts_at: what === "skip" ? null : what }));
}

function choiceOf(exceptions: Exceptions): Choice {
  return Object.fromEntries(exceptions.map(({ on, starts_at }) => [on, starts_at ?? "skip"]));
}

/** On the founder's clock, which stays fixed unless somebody chooses another. */
function firstDate(first: First | null | undefined) {
  if (!first) return { starts_on: "", starts_time: "" };
  const { day, minute } = wallClock(first.starts_at, first.founder_time_zone);
  const [hour, rest] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0"));
  return { starts_on: day, starts_time: `${hour}:${rest}` };
}

/** Goals and regular sessions to propose; every date is shown on both clocks before anything is sent, at once if it
 * `looks`. Where nothing was proposed before it begins with the hour of `first`. */
export function TermsForm({ pair, first, looks = false, onDone }: TermsFormProps) {
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
  const [choice, setChoice] = useState(choiceOf(before?.exceptions ?? []));
  const [isShown, setIsShown] = useState(looks);
  const call = {
    params: { path: { relation_id: pair.id } },
    body: { ...terms, exceptions: exceptionsOf(choice) },
  };
  const preview = api.useQuery("post", "/api/relations/{relation_id}/agreements/preview/", call, {
    enabled: isShown,
    placeholderData: keepPreviousData,
  });
  const propose = api.useMutation("post", "/api/relations/{relation_id}/agreements/", { onSuccess });
  const dates = isShown && !preview.error ? preview.data : undefined;
  const error = propose.error ?? (isShown ? preview.error : null);
  const problem = asProblem(error);
  const set = (changes: Partial<typeof terms>) => {
    propose.reset();
    setIsShown(false);
    setTerms({ ...terms, ...changes });
    if (!("goals" in changes)) setChoice({}); // other dates want other decisions
  };
  const choose = (on: string, what: string) => {
    propose.reset();
    setChoice({ ...choice, [on]: what });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!dates) {
      setIsShown(true);
      if (isShown) await preview.refetch();
      return;
    }
    if (!(await propose.mutateAsync(call).catch(() => null))) {
      await preview.refetch(); // calendars were looked at meanwhile: show what has come in between
      return;
    }
    tell(t("pairs.proposed"));
    onDone();
  };
  const isClear = !dates || (countOf(dates.dates, choice, "open") === 0 && !preview.isPlaceholderData);
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
        {dates ? <TermsDates preview={dates} side={pair.side} choice={choice} onChoose={choose} /> : null}
        {problem?.isAllOn(fields) ? null : <ErrorState error={error} />}
        <Group gap="sm">
          <Button
            type="submit"
            size="md"
            disabled={!isClear}
            loading={preview.isFetching || propose.isPending}
          >
            {t(dates ? "pairs.sendProposal" : "pairs.lookAtDates")}
          </Button>
          <Button variant="default" size="md" onClick={onDone}>
            {t("common.back")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
