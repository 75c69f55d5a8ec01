import { Button, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import answer from "../AnswerPage.module.css";

type SeriesAnswerFormProps = { token: string; onAnswered: () => void };

export function SeriesAnswerForm({ token, onAnswered }: SeriesAnswerFormProps) {
  const { t } = useTranslation();
  const [word, setWord] = useState("");
  const accept = api.useMutation("post", "/api/series-answers/{token}/accept/", { onSuccess: onAnswered });
  const decline = api.useMutation("post", "/api/series-answers/{token}/decline/", { onSuccess: onAnswered });
  const call = { params: { path: { token } }, body: { word } };
  const busy = accept.isPending || decline.isPending;
  return (
    <Card title={t("answer.yourAnswer")} lead={t("series.answerHint")}>
      <Stack gap="md">
        <Textarea
          label={t("answer.word")}
          description={t("booking.optional")}
          rows={2}
          size="md"
          maxLength={500}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={accept.error ?? decline.error} />
        <div className={answer.buttons}>
          <Button size="lg" loading={accept.isPending} disabled={busy} onClick={() => accept.mutate(call)}>
            {t("series.deeds.accept")}
          </Button>
          <Button
            size="lg"
            variant="default"
            loading={decline.isPending}
            disabled={busy}
            onClick={() => decline.mutate(call)}
          >
            {t("series.deeds.decline")}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}
