import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";

/** Who is said not to have come, and how a dispute about it stands. */
export function NoShowNotice({ session, zone }: { session: SessionDetail; zone: Clock }) {
  const { t } = useTranslation();
  const { no_show_by, dispute_state, policy } = session;
  if (session.state !== "no_show" || !no_show_by) return null;
  const name = no_show_by === "expert" ? session.expert.name : session.founder.name;
  return (
    <Notice tone="warn">
      <p>{t("session.missed", { name })}</p>
      {session.may.includes("dispute") && policy.dispute_until ? (
        <p>
          {t("session.disputeUntil")} <Moment at={policy.dispute_until} zone={zone} />
        </p>
      ) : null}
      {dispute_state ? <p>{t(`session.dispute.${dispute_state}`)}</p> : null}
    </Notice>
  );
}
