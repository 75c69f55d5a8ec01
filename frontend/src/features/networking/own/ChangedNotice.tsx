import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import type { Change } from "./changes";
import classes from "./own.module.css";

type ChangedNoticeProps = { changes: Change[]; zone: string; onUnderstood: () => void };

/** What of one's agenda is other than one knew, until one says that it was understood. */
export function ChangedNotice({ changes, zone, onUnderstood }: ChangedNoticeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const time = (instant: string) => timeText(instant, zone, language);
  return (
    <Notice tone="warn">
      <p>{t("own.changed", { zone: placeName(zone, language) })}</p>
      <ul className={classes.list}>
        {changes.map(({ what, seat, before }) => (
          <li key={seat.round}>
            {t(`own.change.${what}`, {
              time: time(seat.starts_at),
              before: what === "hours" ? time(before.starts_at) : before.table,
              table: seat.table,
              people: seat.people.map(({ name }) => name).join(", "),
            })}
          </li>
        ))}
      </ul>
      <button type="button" className={classes.quiet} onClick={onUnderstood}>
        {t("day.understood")}
      </button>
    </Notice>
  );
}
