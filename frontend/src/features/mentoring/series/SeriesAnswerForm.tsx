import { useTranslation } from "react-i18next";
import { api } from "@/lib/api";
import { YesOrNoCard } from "../YesOrNoCard";

type SeriesAnswerFormProps = { token: string; onAnswered: () => void };

export function SeriesAnswerForm({ token, onAnswered }: SeriesAnswerFormProps) {
  const { t } = useTranslation();
  const accept = api.useMutation("post", "/api/series-answers/{token}/accept/", { onSuccess: onAnswered });
  const decline = api.useMutation("post", "/api/series-answers/{token}/decline/", { onSuccess: onAnswered });
  return (
    <YesOrNoCard
      token={token}
      accept={accept}
      decline={decline}
      yes={t("series.deeds.accept")}
      no={t("series.deeds.decline")}
      lead={t("series.answerHint")}
      longestWord={500}
    />
  );
}
