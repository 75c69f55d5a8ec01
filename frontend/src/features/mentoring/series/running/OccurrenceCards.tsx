import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { TwoClocks } from "@/components/TwoClocks";
import classes from "../series.module.css";
import { ChangeButton, DateToCalendar, OccurrenceMarks } from "./OccurrenceMarks";
import type { OccurrenceLines } from "./Occurrences";

export function OccurrenceCards({ series, lines, here, there, onChange }: OccurrenceLines) {
  const { t } = useTranslation();
  return (
    <ol className={classes.cards}>
      {lines.map(({ one, shifts, open }) => (
        <li key={one.session} data-skipped={one.state === "cancelled" || undefined}>
          <TwoClocks at={one.starts_at} here={here} there={there} size="sm" />
          <OccurrenceMarks one={one} shifts={shifts} />
          <div className={classes.spread}>
            <Link to={`/sessions/${one.session}`}>{t("home.open")}</Link>
            <span className={classes.buttons}>
              <DateToCalendar series={series} one={one} zone={here} />
              {open ? <ChangeButton one={one} zone={here} onChange={onChange} /> : null}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
