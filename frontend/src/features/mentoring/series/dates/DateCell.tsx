import { useShiftText } from "@/components/TwoClocks";
import { serverNow } from "@/lib/clock";
import { dayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dateText, timeText } from "@/lib/time";
import classes from "../series.module.css";

/** One start on one clock; beside another clock it says when its day differs from there. */
export function DateCell({ at, zone, beside }: { at: string; zone: string; beside?: string }) {
  const language = useLanguage();
  const shiftText = useShiftText();
  const shift = beside ? shiftText(at, beside, zone) : "";
  const day = dateText(dayOf(at, zone), serverNow(), language);
  return (
    <time dateTime={at} className={classes.cell}>
      <strong>{timeText(at, zone, language)}</strong>{" "}
      <span>
        {day.replaceAll(" ", "\u00a0")} {shift ? <em>{shift}</em> : null}
      </span>
    </time>
  );
}
