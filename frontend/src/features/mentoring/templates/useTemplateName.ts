import { useTranslation } from "react-i18next";
import { useMessageKind } from "@/features/messaging/useMessageKind";

/** What was made of a text that is answered: the answers that have words of their own. */
const answers = [
  "accepted",
  "coming",
  "other_time",
  "choose",
  "which",
  "off",
  "over",
  "moved",
  "waits",
  "calendar",
  "not_now",
  "passed_on",
  "too_many",
  "unplaced",
] as const;

/** What coordinators call a message that they can word; answers share some words with kinds of messages. */
export function useTemplateName() {
  const { t } = useTranslation();
  const kindText = useMessageKind();
  return (about: string, kind: string): string => {
    const answer = about === "answer" ? answers.find((one) => one === kind) : undefined;
    return answer ? t(`templates.answers.${answer}`) : kindText(kind);
  };
}
