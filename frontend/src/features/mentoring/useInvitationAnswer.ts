import { useTranslation } from "react-i18next";

const answers = ["accepted", "tentative", "declined"] as const;

/** What somebody answered to an invitation and where, in words; an answer that this client does not know is shown as it is. */
export function useInvitationAnswer() {
  const { t } = useTranslation();
  return (answer: string, channel = "email"): string => {
    const known = answers.find((candidate) => candidate === answer);
    if (!known) return answer;
    if (channel === "text") return t("invitationAnswers.byText");
    if (channel === "google") return t(`invitationAnswers.inGoogle.${known}`);
    return t(`invitationAnswers.byMail.${known}`);
  };
}
