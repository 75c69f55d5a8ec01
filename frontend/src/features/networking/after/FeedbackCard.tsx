import { Button, Checkbox, NativeSelect, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AfterEvent } from "@/api/types";
import { Card } from "@/components/Card";
import classes from "./after.module.css";
import type { AfterDoor } from "./useAfter";

type FeedbackCardProps = { feedback: AfterEvent["feedback"]; onTell: AfterDoor["tell"] };

/** How it was, said once or again. */
export function FeedbackCard({ feedback, onTell }: FeedbackCardProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState({
    stars: feedback?.stars ?? 5,
    text: feedback?.text ?? "",
    would_return: feedback?.would_return ?? null,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onTell(said);
  };
  return (
    <Card title={t("after.feedback")}>
      <form className={classes.form} onSubmit={submit}>
        <NativeSelect
          label={t("after.stars")}
          value={String(said.stars)}
          data={["5", "4", "3", "2", "1"]}
          onChange={(event) => setSaid({ ...said, stars: Number(event.currentTarget.value) })}
        />
        <Textarea
          w="100%"
          label={t("after.text")}
          maxLength={2000}
          autosize
          minRows={2}
          value={said.text}
          onChange={(event) => setSaid({ ...said, text: event.currentTarget.value })}
        />
        <Checkbox
          label={t("after.again")}
          checked={said.would_return === true}
          onChange={(event) => setSaid({ ...said, would_return: event.currentTarget.checked })}
        />
        <Button type="submit">{t(feedback ? "after.tellAgain" : "after.tell")}</Button>
      </form>
      {feedback ? <p role="status">{t("after.thanks")}</p> : null}
    </Card>
  );
}
