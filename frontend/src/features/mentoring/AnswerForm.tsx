import { useTranslation } from "react-i18next";
import { api } from "@/lib/api";
import { YesOrNoCard } from "./YesOrNoCard";

export function AnswerForm({ token, onAnswered }: { token: string; onAnswered: () => void }) {
  const { t } = useTranslation();
  const accept = api.useMutation("post", "/api/answers/{token}/accept/", { onSuccess: onAnswered });
  const decline = api.useMutation("post", "/api/answers/{token}/decline/", { onSuccess: onAnswered });
  const words = { yes: t("actions.accept"), no: t("actions.decline") };
  return <YesOrNoCard token={token} accept={accept} decline={decline} {...words} />;
}
