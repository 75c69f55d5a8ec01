import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "@/components/Icon";
import { useMomentLine } from "@/components/TimeLine";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { useInstallation } from "@/lib/installation";
import { timeText, weekdayText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "./demo.module.css";
import { useClockMove } from "./useClockMove";

const zones = ["Asia/Seoul", "America/Los_Angeles"];

/** On every page of a demo: what time it is in it, and the quickest way to the next reminder. */
export function DemoBar() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: installation } = useInstallation();
  const now = useNow(1_000);
  const line = useMomentLine();
  const move = useClockMove();
  if (!installation?.demo) return null;
  return (
    <aside className={classes.bar} aria-label={t("demo.bar")}>
      <div className={classes.inner}>
        <span className={classes.clock}>
          <strong>{t("demo.demo")}</strong>
          <time className={classes.full} dateTime={now.toISOString()}>
            {line(now, "Asia/Seoul", "America/Los_Angeles")}
          </time>
          <span className={classes.short}>
            {zones.map((zone) => (
              <time key={zone} dateTime={now.toISOString()}>
                {weekdayText(now, zone, language)} {timeText(now, zone, language)} {placeName(zone, language)}
              </time>
            ))}
          </span>
        </span>
        <button
          type="button"
          disabled={move.isPending}
          aria-label={t("demo.hourBefore")}
          title={t("demo.hourBefore")}
          onClick={() => move.mutate({ body: { move: "hour_before_next_session" } })}
        >
          <Icon name="forward" size={16} />
          <span className={classes.full}>{t("demo.hourBefore")}</span>
        </button>
        <Link to="/demo">{t("demo.title")}</Link>
      </div>
    </aside>
  );
}
