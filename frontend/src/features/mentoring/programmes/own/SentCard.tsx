import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OfferedProgrammeDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { type Answers, useOfferedChanged } from "../programmes";
import classes from "../programmes.module.css";
import { useAnswerText } from "./useAnswerText";

/** What was sent, and what became of it. */
export function SentCard({ programme }: { programme: OfferedProgrammeDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const text = useAnswerText();
  const changed = useOfferedChanged(programme.slug);
  const withdraw = api.useMutation("post", "/api/me/programmes/{slug}/application/withdraw/");
  const sent = programme.own_application;
  if (!sent || sent.state === "draft") return null;
  const answers = (sent.answers ?? {}) as Answers;
  const answered = programme.questions.filter(({ id }) => answers[String(id)] != null);
  const takeBack = async () => {
    const call = { params: { path: { slug: programme.slug } } };
    if (!(await withdraw.mutateAsync(call).catch(() => null))) return;
    await changed();
    tell(t("programmes.takenBack"));
  };
  return (
    <Card title={t("programmes.yourApplication")} lead={t(`programmes.applicationLead.${sent.state}`)}>
      <Stack gap="md">
        {sent.word ? <p>{t("programmes.wordFromHub", { word: sent.word })}</p> : null}
        <dl className={classes.answers}>
          {answered.map((question) => (
            <div key={question.id}>
              <dt>{inLanguage(language, question.title_ko, question.title_en)}</dt>
              <dd>{text(question, answers[String(question.id)])}</dd>
            </div>
          ))}
        </dl>
        <ErrorState error={withdraw.error} />
        {programme.may.includes("withdraw") ? (
          <div>
            <Button size="md" variant="default" loading={withdraw.isPending} onClick={() => void takeBack()}>
              {t("programmes.withdraw")}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Card>
  );
}
