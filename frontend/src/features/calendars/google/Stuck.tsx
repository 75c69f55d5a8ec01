import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { GoogleState } from "@/api/types";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../calendars.module.css";

const pages = { session: "/sessions", series: "/series", group: "/groups" } as const;
type Row = GoogleState["stuck"][number];

function pathOf({ kind, subject_id, page }: Row): string {
  return kind === "event" ? page : `${pages[kind]}/${subject_id}`;
}

/** The sessions and events that Google does not show as they are wanted, each with its reason. */
export function Stuck({ rows, timeZone }: { rows: GoogleState["stuck"]; timeZone: Clock }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <div>
      <p className={classes.label}>{t("google.health.stuck")}</p>
      <ul className={classes.stuck}>
        {rows.map((row) => (
          <li key={`${row.subject_id} ${row.starts_at}`}>
            <Link to={pathOf(row)}>{row.summary}</Link>{" "}
            <Tag tone={row.has_failed ? "bad" : "warn"}>
              {t(row.has_failed ? "google.health.refused" : "google.health.waits")}
            </Tag>
            <span className={classes.under}>
              <Moment at={row.starts_at} zone={timeZone} />
            </span>
            <span className={classes.under}>{row.words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
