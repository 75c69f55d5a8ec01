import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "@/components/Icon";
import { useMomentLine } from "@/components/TimeLine";
import { useNow } from "@/lib/clock";
import { useInstallation } from "@/lib/installation";
import classes from "./demo.module.css";
import { useClockMove } from "./useClockMove";

/** On every page of a demo: what time it is in it, and the quickest way to the next reminder. */
export function DemoBar() {
  const { t } = useTranslation();
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
          <time dateTime={now.toISOString()}>{line(now, "Asia/Seoul", "America/Los_Angeles")}</time>
        </span>
        <button
          type="button"
          disabled={move.isPending}
          onClick={() => move.mutate({ body: { move: "hour_before_next_session" } })}
        >
          <Icon name="forward" size={16} />
          {t("demo.hourBefore")}
        </button>
        <Link to="/demo">{t("demo.title")}</Link>
      </div>
    </aside>
  );
}
