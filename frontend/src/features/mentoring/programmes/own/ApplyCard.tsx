import { Button, Stack } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OfferedProgrammeDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useMomentInWords } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { type Answers, useOfferedChanged } from "../programmes";
import classes from "../programmes.module.css";
import { QuestionField } from "./QuestionField";

const pause = 800; // milliseconds after the last key until the draft is kept

/** The application as it is written: kept as it is typed, checked when it is sent. */
export function ApplyCard({ programme }: { programme: OfferedProgrammeDetail }) {
  const { t } = useTranslation();
  const moment = useMomentInWords();
  const tell = useTell();
  const me = useMe();
  const [answers, setAnswers] = useState<Answers>(
    () => (programme.own_application?.answers as Answers | undefined) ?? {},
  );
  const changed = useOfferedChanged(programme.slug);
  const params = { path: { slug: programme.slug } };
  const save = api.useMutation("put", "/api/me/programmes/{slug}/application/");
  const send = api.useMutation("post", "/api/me/programmes/{slug}/application/submit/");
  const keep = useDebouncedCallback(
    (typed: Answers) => save.mutate({ params, body: { answers: typed } }),
    pause,
  );
  const asked = programme.questions;
  const current = () => Object.fromEntries(asked.map(({ id }) => [String(id), answers[String(id)] ?? null]));
  const answer = (id: string, value: unknown) => {
    const typed = { ...answers, [id]: value };
    setAnswers(typed);
    keep(typed);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    keep.cancel();
    const done = await send.mutateAsync({ params, body: { answers: current() } }).catch(() => null);
    if (!done) return;
    await changed();
    tell(t("programmes.sent"));
  };
  const problem = asProblem(send.error);
  const standing = save.isPending ? "saving" : save.isError ? "unsaved" : save.isSuccess ? "kept" : "asTyped";
  return (
    <Card
      title={t("programmes.apply")}
      lead={
        programme.applications_until
          ? t("programmes.until", {
              moment: moment(programme.applications_until, clockOf(me)),
            })
          : undefined
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {asked.map((question) => (
            <QuestionField
              key={question.id}
              question={question}
              value={answers[String(question.id)]}
              error={problem?.on(`answers.${question.id}`)}
              onChange={(value) => answer(String(question.id), value)}
            />
          ))}
          <p className={classes.soft} role="status">
            {t(`programmes.draft.${standing}`)}
          </p>
          <ErrorState error={send.error ?? save.error} />
          <Button type="submit" size="md" loading={send.isPending}>
            {t("programmes.send")}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
