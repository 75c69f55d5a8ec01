import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDesk, EventQuestion } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import classes from "../events.module.css";
import { paramsUnder, useEventChanged } from "./desk";
import { Meanwhile } from "./Meanwhile";
import { QuestionRow } from "./QuestionRow";
import { asAsked, type EditedQuestion, editedFrom, emptyQuestion } from "./questions";

/** What guests are asked when they register; a changed question is asked anew, and old answers keep theirs. */
export function QuestionsTab({ event }: { event: EventDesk }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [rows, setRows] = useState<EditedQuestion[]>(() => event.questions.map(editedFrom));
  const [isTouched, setTouched] = useState(false);
  const onSuccess = useEventChanged();
  const save = api.useMutation("put", "/api/event-desk/{slug}/questions/", { onSuccess });
  const problem = asProblem(save.error);
  useLeaveWarning(isTouched, t("programmes.leaveUnsaved"));
  const put = (next: EditedQuestion[]) => {
    setTouched(true);
    setRows(next);
  };
  const set = (place: number, changes: Partial<EventQuestion>) =>
    put(rows.map((row, at) => (at === place ? { ...row, ...changes } : row)));
  const move = (place: number, by: number) => {
    const next = [...rows];
    next.splice(place + by, 0, ...next.splice(place, 1));
    put(next);
  };
  const submit = async () => {
    const body = { questions: rows.map(asAsked) };
    const saved = await save.mutateAsync({ params: paramsUnder(event), body }).catch(() => null);
    if (!saved) return;
    setRows(saved.questions.map(editedFrom));
    setTouched(false);
    tell(t("events.saved"));
  };
  return (
    <Card title={t("events.tabs.questions")} lead={t("events.questionsLead")}>
      <Stack gap="md">
        {rows.length === 0 ? (
          <EmptyState icon="people" title={t("events.noQuestions")} text={t("events.noQuestionsHint")} />
        ) : null}
        {rows.map((row, place) => (
          <QuestionRow
            key={row.local}
            row={row}
            place={place}
            isLast={place === rows.length - 1}
            problem={problem}
            onChange={(changes) => set(place, changes)}
            onMove={(by) => move(place, by)}
            onRemove={() => put(rows.filter((_, at) => at !== place))}
          />
        ))}
        {problem?.errors.length ? null : <Meanwhile error={save.error} slug={event.slug} />}
        <div className={classes.deeds}>
          <Button size="md" variant="default" onClick={() => put([...rows, emptyQuestion()])}>
            {t("events.addQuestion")}
          </Button>
          <Button size="md" disabled={!isTouched} loading={save.isPending} onClick={() => void submit()}>
            {t("common.save")}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}
