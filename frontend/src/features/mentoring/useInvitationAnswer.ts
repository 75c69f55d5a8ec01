import { useTranslation } from "react-i18next";

const answers = ["accepted", "tentative", "declined"] as const;

/** What somebody answered in their calendar, in words; an answer that this client does not know is shown as it is. */
export function useInvitationAnswer() {
  const { t } = useTranslation();
  return (answer: string): string => {
    const known = answers.find((candidate) => candidate === answer);
    return known ? t(`invitationAnswers.${known}`) : answer;
  };
}
