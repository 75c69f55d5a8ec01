import { Button, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeApplication } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useAnswerText } from "../own/useAnswerText";
import classes from "../programmes.module.css";

const scores = ["1", "2", "3", "4", "5"];

/** One application with its answers, and what coordinators think of it. */
export function ReadingPane({ id }: { id: number }) {
  const path = { params: { path: { application_id: id } } };
  const found = api.useQuery("get", "/api/applications/{application_id}/", path);
  const language = useLanguage();
  const { t } = useTranslation();
  const text = useAnswerText();
  const row = found.data;
  if (!row)
    return (
      <Card>
        <ErrorState error={found.error} onRetry={found.refetch} />
        {found.isPending ? <Loading rows={2} /> : null}
      </Card>
    );
  return (
    <Card title={inLanguage(language, row.startup.name_ko, row.startup.name_en)} lead={row.submitted_by}>
      <Stack gap="lg">
        <dl className={classes.answers}>
          {row.answers.map(({ question, value }) => (
            <div key={question.id}>
              <dt>{inLanguage(language, question.title_ko, question.title_en)}</dt>
              <dd>{text(question, value)}</dd>
            </div>
          ))}
        </dl>
        {row.answers.length === 0 ? <p className={classes.soft}>{t("programmes.noAnswers")}</p> : null}
        <ReviewForm key={row.revision} row={row} />
      </Stack>
    </Card>
  );
}

function ReviewForm({ row }: { row: ProgrammeApplication }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [score, setScore] = useState(row.score ? String(row.score) : "");
  const [note, setNote] = useState(row.note);
  const save = api.useMutation("put", "/api/applications/{application_id}/");
  const submit = async () => {
    const params = { path: { application_id: row.id }, header: { "If-Match": `"${row.revision}"` } };
    const body = { score: score ? Number(score) : null, note };
    if (!(await save.mutateAsync({ params, body }).catch(() => null))) return;
    await queries.invalidateQueries({ queryKey: ["get", "/api/applications/{application_id}/"] });
    await queries.invalidateQueries({ queryKey: ["get", "/api/programme-desk/{slug}/applications/"] });
    tell(t("programmes.saved"));
  };
  return (
    <Stack gap="md">
      <NativeSelect
        size="md"
        label={t("programmes.score")}
        value={score}
        data={[{ value: "", label: "–" }, ...scores]}
        onChange={(event) => setScore(event.currentTarget.value)}
      />
      <Textarea
        size="md"
        rows={4}
        maxLength={4000}
        label={t("programmes.note")}
        description={t("programmes.noteHint")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ErrorState error={save.error} />
      <div>
        <Button size="md" loading={save.isPending} onClick={submit}>
          {t("programmes.saveReview")}
        </Button>
      </div>
    </Stack>
  );
}
