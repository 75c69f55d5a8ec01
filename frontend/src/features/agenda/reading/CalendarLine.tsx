import { useTranslation } from "react-i18next";
import type { CalendarReading } from "@/api/types";
import { Icon } from "@/components/Icon";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { awayText } from "@/lib/time";
import classes from "./reading.module.css";

type CalendarLineProps = { whose: string; calendar: CalendarReading | null };

/** When somebody's own calendar was last read, or that it cannot be; nothing of who never connected one. */
export function CalendarLine({ whose, calendar }: CalendarLineProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  if (!calendar) return null;
  const { state, as_of } = calendar;
  const ago = as_of ? awayText(as_of, now, language) : "";
  return (
    <p className={classes.line} data-state={state}>
      {state === "known" ? null : <Icon name="warning" size={16} />}
      {t(`reading.${ago ? state : "never"}`, { whose, ago })}
    </p>
  );
}
