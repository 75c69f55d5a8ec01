import { Button, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import classes from "./AnswerPage.module.css";

export function AnswerForm({ token, onAnswered }: { token: string; onAnswered: () => void }) {
  const { t } = useTranslation();
  const [word, setWord] = useState("");
  const accept = api.useMutation("post", "/api/answers/{token}/accept/", { onSuccess: onAnswered });
  const decline = api.useMutation("post", "/api/answers/{token}/decline/", { onSuccess: onAnswered });
  const call = { params: { path: { token } }, body: { word } };
  const busy = accept.isPending || decline.isPending;
  return (
    <Card title={t("answer.yourAnswer")}>
      <Stack gap="md">
        <Textarea
          label={t("answer.word")}
          description={t("booking.optional")}
          rows={2}
          size="md"
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={accept.error ?? decline.error} />
        <div className={classes.buttons}>
          <Button size="lg" loading={accept.isPending} disabled={busy} onClick={() => accept.mutate(call)}>
            {t("actions.accept")}
          </Button>
          <Button
            size="lg"
            variant="default"
            loading={decline.isPending}
            disabled={busy}
            onClick={() => decline.mutate(call)}
          >
            {t("actions.decline")}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}
