import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { MeanwhileNotice } from "@/components/MeanwhileNotice";
import { useMomentLine } from "@/components/TimeLine";
import { useMe } from "@/features/accounts/me";
import { asProblem, type FieldChange } from "@/lib/problem";
import type { Clock } from "@/lib/whoseClock";
import { sessionStates, sessionZones } from "../sessions";

/** Why a change of a session was refused; where somebody else changed it, what is different now. */
export function SessionMeanwhile({ error, session }: { error: unknown; session: SessionDetail }) {
  const { t } = useTranslation();
  const changes = useSessionChanges(sessionZones(session, useMe()).here);
  const lines = changes(asProblem(error)?.changed ?? []);
  return (
    <MeanwhileNotice error={error} title={t("changes.title")} lines={lines} again={t("changes.again")} />
  );
}

/** What the server says has changed in a session since it was seen, a sentence each, as far as its page shows it. */
function useSessionChanges(here: Clock) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const lineOf = ({ field, before, after }: FieldChange): string => {
    const state = sessionStates.find((known) => field === "state" && known === after);
    if (state) return t(`states.${state}`);
    const [was, is] = [String(before), String(after)];
    if (field === "starts_at") return t("series.nowAt", { was: line(was, here), at: line(is, here) });
    if (field === "proposed_by") return t(after ? "changes.proposed" : "changes.proposalClosed");
    if (field === "cancel_asked_by" && after) return t("changes.cancelAsked");
    if (field === "decision_word") return t("changes.now", { what: t("session.decisionWord"), after: is });
    if (field === "closing_reason") return t("changes.now", { what: t("session.closingReason"), after: is });
    return "";
  };
  return (changed: FieldChange[]): string[] => changed.map(lineOf).filter(Boolean);
}
