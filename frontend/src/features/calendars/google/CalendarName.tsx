import { useTranslation } from "react-i18next";
import type { GoogleCalendar } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { awayText } from "@/lib/time";
import classes from "../calendars.module.css";

/** A calendar by its name; `told` with how far it has been read, or what stands in the way. */
export function CalendarName({ row, told }: { row: GoogleCalendar; told?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  const read = row.as_of ? t("google.calendars.asOf", { when: awayText(row.as_of, now, language) }) : "";
  const words = row.words || (row.is_read ? read : "");
  return (
    <span>
      {row.name || t("google.calendars.unnamed")}{" "}
      {row.is_primary ? <Tag plain>{t("google.calendars.primary")}</Tag> : null}
      {row.is_own ? <Tag plain>{t("google.calendars.own")}</Tag> : null}
      {told && words ? <span className={classes.under}>{words}</span> : null}
    </span>
  );
}
