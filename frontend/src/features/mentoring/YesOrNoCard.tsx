import { Button, Stack, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import classes from "./AnswerPage.module.css";

export type Call = { params: { path: { token: string } }; body: { word: string } };
type Answer = { mutate: (call: Call) => void; isPending: boolean; error: unknown };
type YesOrNoCardProps = {
  token: string;
  accept: Answer;
  decline: Answer;
  yes: string;
  no: string;
  lead?: ReactNode;
  /** More about why it was refused. */
  details?: ReactNode;
  longestWord?: number;
};

/** The answer to a request behind a signed link, with a word to the other side. */
export function YesOrNoCard(props: YesOrNoCardProps) {
  const { token, accept, decline, yes, no, lead, details, longestWord } = props;
  const { t } = useTranslation();
  const [word, setWord] = useState("");
  const call = { params: { path: { token } }, body: { word } };
  const busy = accept.isPending || decline.isPending;
  return (
    <Card title={t("answer.yourAnswer")} lead={lead}>
      <Stack gap="md">
        <Textarea
          label={t("answer.word")}
          description={t("booking.optional")}
          rows={2}
          size="md"
          maxLength={longestWord}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={accept.error ?? decline.error} />
        {details}
        <div className={classes.buttons}>
          <Button size="lg" loading={accept.isPending} disabled={busy} onClick={() => accept.mutate(call)}>
            {yes}
          </Button>
          <Button
            size="lg"
            variant="default"
            loading={decline.isPending}
            disabled={busy}
            onClick={() => decline.mutate(call)}
          >
            {no}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}
