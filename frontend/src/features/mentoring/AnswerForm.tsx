import { useTranslation } from "react-i18next";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { OwnCalendarShows, wantsKnowing } from "./OwnCalendarShows";
import { type Call, YesOrNoCard } from "./YesOrNoCard";

type AnswerFormProps = { token: string; zone: Clock; onAnswered: () => void };

export function AnswerForm({ token, zone, onAnswered }: AnswerFormProps) {
  const { t } = useTranslation();
  const accept = api.useMutation("post", "/api/answers/{token}/accept/", { onSuccess: onAnswered });
  const decline = api.useMutation("post", "/api/answers/{token}/decline/", { onSuccess: onAnswered });
  const knowingly = wantsKnowing(accept.error);
  const take = ({ params, body }: Call) => accept.mutate({ params, body: { ...body, knowingly } });
  const yes = t(knowingly ? "actions.acceptKnowingly" : "actions.accept");
  return (
    <YesOrNoCard
      token={token}
      accept={{ ...accept, mutate: take }}
      decline={decline}
      yes={yes}
      no={t("actions.decline")}
      details={<OwnCalendarShows error={accept.error} zone={zone} />}
    />
  );
}
