import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "@/lib/i18n";
import { placeName } from "@/lib/zones";
import { DateCell } from "../dates/DateCell";
import classes from "../series.module.css";
import { CalendarLink, ChangeButton, OccurrenceMarks } from "./OccurrenceMarks";
import type { OccurrenceLines } from "./Occurrences";

export function OccurrenceTable({ lines, here, there, onChange }: OccurrenceLines) {
  const { t } = useTranslation();
  const language = useLanguage();
  const single = here === there;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{placeName(here, language)}</th>
          {single ? null : <th scope="col">{placeName(there, language)}</th>}
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
                <DateCell at={one.starts_at} zone={here} />
              </Link>
            </td>
            {single ? null : (
              <td>
                <DateCell at={one.starts_at} zone={there} beside={here} />
              </td>
            )}
            <td>
              <OccurrenceMarks one={one} shifts={shifts} />
            </td>
            <td>
              <span className={classes.buttons}>
                <CalendarLink one={one} zone={here} />
                {open ? <ChangeButton one={one} zone={here} onChange={onChange} /> : null}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
