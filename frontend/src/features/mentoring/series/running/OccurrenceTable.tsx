import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "@/lib/i18n";
import { isSameClock, placesOf } from "@/lib/whoseClock";
import { DateCell } from "../dates/DateCell";
import classes from "../series.module.css";
import { ChangeButton, DateToCalendar, OccurrenceMarks } from "./OccurrenceMarks";
import type { OccurrenceLines } from "./Occurrences";

export function OccurrenceTable({ series, lines, here, there, onChange }: OccurrenceLines) {
  const { t } = useTranslation();
  const language = useLanguage();
  const starts = lines.map(({ one }) => one.starts_at);
  const single = isSameClock(here, there, starts);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{placesOf(here, starts, language)}</th>
          {single ? null : <th scope="col">{placesOf(there, starts, language)}</th>}
          <th scope="col">{t("series.standing")}</th>
          <th scope="col">
            <span className={classes.unseen}>{t("series.change")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ one, shifts, open }) => (
          <tr key={one.session} data-skipped={one.state === "cancelled" || undefined}>
            <td>
              <Link to={`/sessions/${one.session}`}>
                <DateCell at={one.starts_at} clock={here} />
              </Link>
            </td>
            {single ? null : (
              <td>
                <DateCell at={one.starts_at} clock={there} beside={here} />
              </td>
            )}
            <td>
              <OccurrenceMarks one={one} shifts={shifts} />
            </td>
            <td>
              <span className={classes.buttons}>
                <DateToCalendar series={series} one={one} zone={here} />
                {open ? <ChangeButton one={one} zone={here} onChange={onChange} /> : null}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
