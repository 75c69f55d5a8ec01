import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Brief } from "./useBrief";

type BriefFieldsProps = {
  brief: Brief;
  goalHint: string;
  /** The most letters of the goal that can be typed. */
  longestGoal?: number;
  questionRows: number;
};

/** Goal, questions and deck: what an expert reads before the time together. */
export function BriefFields({ brief, goalHint, longestGoal, questionRows }: BriefFieldsProps) {
  const { t } = useTranslation();
  const { draft, fill, problem } = brief;
  return (
    <>
      <Textarea
        label={t("booking.goal")}
        description={goalHint}
        required
        withAsterisk={false}
        maxLength={longestGoal}
        size="md"
        rows={3}
        value={draft.goal}
        error={problem?.on("goal")}
        onChange={({ currentTarget: { value } }) => fill({ goal: value })}
      />
      <Textarea
        label={t("booking.questions")}
        description={t("booking.optional")}
        size="md"
        rows={questionRows}
        value={draft.questions}
        error={problem?.on("questions")}
        onChange={({ currentTarget: { value } }) => fill({ questions: value })}
      />
      <TextInput
        label={t("booking.deck")}
        description={t("booking.optional")}
        type="url"
        placeholder="https://"
        size="md"
        value={draft.deck_url}
        error={problem?.on("deck_url")}
        onChange={({ currentTarget: { value } }) => fill({ deck_url: value })}
      />
    </>
  );
}
