import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import type { Clock } from "@/lib/whoseClock";
import classes from "./session.module.css";

/** Until when the programme lets an agreed session be moved, how often, and called off without its counting; and who
 * may make exceptions. */
export function PolicyLines({ session, zone }: { session: SessionDetail; zone: Clock }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow(60_000);
  const {
    move_until,
    moves_left,
    free_cancel_until,
    overriders,
    calendar_edits,
    no_show_from,
    no_show_until,
  } = session.policy;
  const excepts = overriders.includes("expert") ? "expert" : "coordinator";
  if (session.cancelled_late)
    return (
      <ul className={classes.policy}>
        <li>{t("session.cancelledLate")}</li>
        <li>{t(`session.exceptions.${excepts}`)}</li>
      </ul>
    );
  const missable = missingLine(session, now.getTime());
  if (missable)
    return (
      <ul className={classes.policy}>
        <li>
          {t(`session.${missable}`)}{" "}
          <Moment at={missable === "noShowFrom" ? no_show_from : no_show_until} zone={zone} />
        </li>
      </ul>
    );
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
          t(`session.moveOver.${excepts}`)
        )}
      </li>
      {movable ? <li>{t(`session.exceptions.${excepts}`)}</li> : null}
      {countsLater ? (
        <li>
          {t("session.freeCancelUntil")} <Moment at={free_cancel_until} zone={zone} />
        </li>
      ) : null}
      {["waiting", "written"].includes(session.calendar.state) ? (
        <li>{t(`session.calendarEdits.${calendar_edits}`)}</li>
      ) : null}
    </ul>
  );
}

/** What is to be said of recording that somebody did not come: from when, or until when. */
function missingLine(session: SessionDetail, now: number): "noShowFrom" | "noShowUntil" | null {
  if (session.may.includes("no_show")) return "noShowUntil";
  const waits = Date.parse(session.starts_at) <= now && now < Date.parse(session.policy.no_show_from);
  return session.state === "confirmed" && waits ? "noShowFrom" : null;
}
