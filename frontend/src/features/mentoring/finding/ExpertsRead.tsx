import { useTranslation } from "react-i18next";
import type { Finding } from "@/api/types";
import { CalendarLine } from "@/features/agenda/reading/CalendarLine";
import readingClasses from "@/features/agenda/reading/reading.module.css";
import classes from "./finding.module.css";

const atMost = 5;

/** What is known of the experts' calendars: of a few each that was connected, of many how many could not be read lately. */
export function ExpertsRead({ found }: { found: Finding }) {
  const { t } = useTranslation();
  const connected = found.experts.filter(({ calendar }) => calendar !== null);
  const unread = connected.filter(({ calendar }) => calendar?.state !== "known");
  const told = connected.length <= atMost ? connected : unread;
  if (told.length === 0) return null;
  if (told.length > atMost)
    return <p className={classes.hint}>{t("reading.many", { count: told.length })}</p>;
  return (
    <div className={readingClasses.lines}>
      {told.map(({ id, name, calendar }) => (
        <CalendarLine key={id} whose={t("reading.theirs", { name })} calendar={calendar} />
      ))}
    </div>
  );
}
