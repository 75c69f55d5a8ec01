import { Button, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnFeedback } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import type { Clock } from "@/lib/whoseClock";
import { QuestionField } from "../programmes/own/QuestionField";
import type { Answers } from "../programmes/programmes";

const path = "/api/sessions/{session_id}/feedback/";
type FeedbackProps = { session: string; zone: Clock };

/** What the programme asks after a session that took place; nothing where it asks nothing, and for coordinators. */
export function FeedbackCard({ session, zone }: FeedbackProps) {
  const enabled = !isCoordinator(useMe());
  const { data } = api.useQuery("get", path, { params: { path: { session_id: session } } }, { enabled });
  if (!enabled || !data?.is_open || data.questions.length === 0) return null;
  return <FeedbackForm key={data.given_at} session={session} zone={zone} feedback={data} />;
}

function FeedbackForm({ session, zone, feedback }: FeedbackProps & { feedback: OwnFeedback }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [answers, setAnswers] = useState<Answers>((feedback.answers as Answers | null) ?? {});
  const [changes, setChanges] = useState(feedback.given_at === null);
  const params = { path: { session_id: session } };
  const send = api.useMutation("put", path);
  const problem = asProblem(send.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const asked = feedback.questions.map(({ id }) => [String(id), answers[String(id)] ?? null]);
    const body = { answers: Object.fromEntries(asked) };
    const kept = await send.mutateAsync({ params, body }).catch(() => null);
    if (!kept) return;
    queries.setQueryData(api.queryOptions("get", path, { params }).queryKey, kept);
    tell(t("feedback.sent"));
  };
  if (!changes)
    return (
      <Card title={t("feedback.title")}>
        <Stack gap="sm" align="flex-start">
          <p>
            {t("feedback.given")} <Moment at={feedback.given_at ?? ""} zone={zone} />
          </p>
          <Button variant="default" onClick={() => setChanges(true)}>
            {t("feedback.change")}
          </Button>
        </Stack>
      </Card>
    );
  return (
    <Card title={t("feedback.title")} lead={t("feedback.lead")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {feedback.questions.map((question) => (
            <QuestionField
              key={question.id}
              question={question}
              value={answers[String(question.id)]}
              error={problem?.on(`answers.${question.id}`)}
              onChange={(value) => setAnswers((before) => ({ ...before, [String(question.id)]: value }))}
            />
          ))}
          <ErrorState error={send.error} />
          <div>
            <Button type="submit" size="md" loading={send.isPending}>
              {t("feedback.send")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
