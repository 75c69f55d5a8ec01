import { useTranslation } from "react-i18next";
import type { Answer } from "@/api/types";
import { Notice } from "@/components/Notice";
import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";

type WhatHoldsProps = { answer: Answer; here: Clock; there: Clock; name: string };

/** Behind a link that was answered: what holds now, on both clocks, and what happens next. `name` is the other side's. */
export function WhatHolds({ answer, here, there, name }: WhatHoldsProps) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const { outcome, proposal, state } = answer;
  const agreed = line(answer.starts_at, here, there);
  const taken = proposal?.starts[0];
  const told = () => {
    if (outcome === "asked" && proposal && taken) {
      const when = line(taken.starts_at, here, there);
      return t("answer.outcome.asked", { when, name, until: line(proposal.expires_at, here), agreed });
    }
    if (outcome === "ended") return t("answer.outcome.ended", { state: t(`states.${state}`) });
    return outcome ? t(`answer.outcome.${outcome}`, { agreed }) : "";
  };
  return (
    <Notice tone={outcome === "agreed" || outcome === "asked" ? "good" : "info"}>
      <p>{t("answer.answered")}</p>
      <p>{told()}</p>
      {outcome === "asked" || outcome === "agreed" ? <p>{t(`answer.next.${outcome}`)}</p> : null}
    </Notice>
  );
}
