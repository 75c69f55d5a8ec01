import { useTranslation } from "react-i18next";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { OwnCalendarShows, wantsKnowing } from "../OwnCalendarShows";
import { type Call, YesOrNoCard } from "../YesOrNoCard";

type SeriesAnswerFormProps = { token: string; zone: Clock; onAnswered: () => void };

export function SeriesAnswerForm({ token, zone, onAnswered }: SeriesAnswerFormProps) {
  const { t } = useTranslation();
  const accept = api.useMutation("post", "/api/series-answers/{token}/accept/", { onSuccess: onAnswered });
  const decline = api.useMutation("post", "/api/series-answers/{token}/decline/", { onSuccess: onAnswered });
  const knowingly = wantsKnowing(accept.error);
  const take = ({ params, body }: Call) => accept.mutate({ params, body: { ...body, knowingly } });
  return (
    <YesOrNoCard
      token={token}
      accept={{ ...accept, mutate: take }}
      decline={decline}
      yes={t(knowingly ? "actions.acceptKnowingly" : "series.deeds.accept")}
      no={t("series.deeds.decline")}
      lead={t("series.answerHint")}
      details={<OwnCalendarShows error={accept.error} zone={zone} />}
      longestWord={500}
    />
  );
}
