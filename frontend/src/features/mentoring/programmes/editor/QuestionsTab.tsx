import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { paramsUnder, type Question, useDeskChanged } from "../programmes";
import classes from "../programmes.module.css";
import { Meanwhile } from "./Meanwhile";
import { QuestionRow } from "./QuestionRow";
import { type Edited, editedFrom, emptyQuestion } from "./questions";

type QuestionsTabProps = { programme: ProgrammeDesk; use: "intake" | "feedback" };

/** The questions of one use, in their order; a changed one becomes a new version when it is saved. */
export function QuestionsTab({ programme, use }: QuestionsTabProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const held = programme[`${use}_questions`];
  const [rows, setRows] = useState<Edited[]>(() => held.map(editedFrom));
  const onSuccess = useDeskChanged();
  const path = `/api/programme-desk/{slug}/questions/${use}/` as const;
  const save = api.useMutation("put", path, { onSuccess });
  const problem = asProblem(save.error);
  const set = (place: number, changes: Partial<Question>) =>
    setRows((before) => before.map((row, at) => (at === place ? { ...row, ...changes } : row)));
  const move = (place: number, by: number) =>
    setRows((before) => {
      const next = [...before];
      const [row] = next.splice(place, 1);
      if (row) next.splice(place + by, 0, row);
      return next;
    });
  const submit = async () => {
    const body = { questions: rows.map(({ local, number, ...row }) => row) };
    const saved = await save.mutateAsync({ params: paramsUnder(programme), body }).catch(() => null);
    if (!saved) return;
    setRows(saved[`${use}_questions`].map(editedFrom));
    tell(t("programmes.saved"));
  };
  return (
    <Card title={t(`programmes.questionsFor.${use}`)} lead={t("programmes.questionsLead")}>
      <Stack gap="md">
        <ol className={classes.rows}>
          {rows.map((row, place) => (
            <QuestionRow
              key={row.local}
              row={row}
              place={place}
              last={rows.length - 1}
              problem={problem}
              onChange={(changes) => set(place, changes)}
              onMove={(by) => move(place, by)}
              onRemove={() => setRows((before) => before.filter((_, at) => at !== place))}
            />
          ))}
        </ol>
        {problem?.errors.length ? null : <Meanwhile error={save.error} slug={programme.slug} />}
        <div className={classes.deeds}>
          <Button
            variant="default"
            size="md"
            onClick={() => setRows((before) => [...before, emptyQuestion()])}
          >
            {t("programmes.addQuestion")}
          </Button>
          <Button size="md" loading={save.isPending} onClick={submit}>
            {t("programmes.saveQuestions")}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}
