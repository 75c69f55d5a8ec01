import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Notice } from "@/components/Notice";

/** Who is said not to have come, and how a dispute about it stands. */
export function NoShowNotice({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const { no_show_by, dispute_state } = session;
  if (session.state !== "no_show" || !no_show_by) return null;
  const name = no_show_by === "expert" ? session.expert.name : session.founder.name;
  return (
    <Notice tone="warn">
      <p>{t("session.missed", { name })}</p>
      {dispute_state ? <p>{t(`session.dispute.${dispute_state}`)}</p> : null}
    </Notice>
  );
}
