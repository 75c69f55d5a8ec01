import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Notice } from "@/components/Notice";
import { useMomentLine } from "@/components/TimeLine";
import { TwoClocks } from "@/components/TwoClocks";
import type { Clock } from "@/lib/whoseClock";
import classes from "./session.module.css";

type SessionWhenProps = { session: SessionDetail; here: Clock; there: string };

/** The session's time on both clocks; while other times are proposed it has none yet. */
export function SessionWhen({ session, here, there }: SessionWhenProps) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const { starts_at, ends_at } = session;
  if (session.state !== "proposed") {
    return <TwoClocks at={starts_at} until={ends_at} here={here} there={there} size="lg" />;
  }
  return (
    <>
      <Notice>{t("session.timesProposed")}</Notice>
      <p className={classes.firstAsked}>{t("session.firstAsked", { time: line(starts_at, here, there) })}</p>
    </>
  );
}
