import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { GoogleState } from "@/api/types";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../calendars.module.css";

const pages = { session: "/sessions", series: "/series", group: "/groups" } as const;

/** The sessions that Google does not show as they are wanted, each with its reason. */
export function Stuck({ rows, timeZone }: { rows: GoogleState["stuck"]; timeZone: Clock }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <div>
      <p className={classes.label}>{t("google.health.stuck")}</p>
      <ul className={classes.stuck}>
        {rows.map(({ kind, subject_id, summary, starts_at, has_failed, words }) => (
          <li key={subject_id}>
            <Link to={`${pages[kind]}/${subject_id}`}>{summary}</Link>{" "}
            <Tag tone={has_failed ? "bad" : "warn"}>
              {t(has_failed ? "google.health.refused" : "google.health.waits")}
            </Tag>
            <span className={classes.under}>
              <Moment at={starts_at} zone={timeZone} />
            </span>
            <span className={classes.under}>{words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
