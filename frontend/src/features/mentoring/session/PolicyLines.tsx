import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import classes from "./session.module.css";

/** Until when the programme lets an agreed session be moved, how often, and called off without its counting. */
export function PolicyLines({ session, zone }: { session: SessionDetail; zone: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow(60_000);
  const { move_until, moves_left, free_cancel_until } = session.policy;
  if (session.state !== "confirmed" || Date.parse(session.starts_at) <= now.getTime()) return null;
  const movable = now.getTime() < Date.parse(move_until) && moves_left !== 0;
  const countsLater = !isCoordinator(me) && me.role === "startup_member" && session.may.includes("cancel");
  return (
    <ul className={classes.policy}>
      <li>
        {movable ? (
          <>
            {t("session.moveUntil")} <Moment at={move_until} zone={zone} />
            {moves_left === null ? null : ` · ${t("session.movesLeft", { count: moves_left })}`}
          </>
        ) : (
          t("session.moveOver")
        )}
      </li>
      {countsLater ? (
        <li>
          {t("session.freeCancelUntil")} <Moment at={free_cancel_until} zone={zone} />
        </li>
      ) : null}
    </ul>
  );
}
