import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { asProblem } from "@/lib/problem";

/** What went wrong with a code, and what to do: allauth tells it by its status. */
export function SignInError({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  if (problem?.status === 429) return <Notice tone="bad">{t("signIn.tooMany")}</Notice>;
  if (problem?.status === 409) return <Notice tone="bad">{t("signIn.codeOver")}</Notice>;
  if (problem?.code === "incorrect_code") return <Notice tone="bad">{t("signIn.wrongCode")}</Notice>;
  return <ErrorState error={error} />;
}
