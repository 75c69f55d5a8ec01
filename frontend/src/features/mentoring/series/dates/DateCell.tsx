import { useShiftText } from "@/components/TwoClocks";
import { serverNow } from "@/lib/clock";
import { dayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dateText, timeText } from "@/lib/time";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import classes from "../series.module.css";

/** One start on one clock; beside another clock it says when its day differs from there. */
export function DateCell({ at, clock, beside }: { at: string; clock: Clock; beside?: Clock }) {
  const language = useLanguage();
  const shiftText = useShiftText();
  const zone = zoneAt(clock, at);
  const shift = beside ? shiftText(at, zoneAt(beside, at), zone) : "";
  const day = dateText(dayOf(at, zone), serverNow(), language);
  return (
    <time dateTime={at} className={classes.cell}>
      <strong>{timeText(at, zone, language)}</strong>{" "}
      <span>
        {day.replaceAll(" ", "\u00a0")} {shift ? <em>{shift}</em> : null}
        {typeof clock === "string" ? null : ` ${placeName(zone, language)}`}
      </span>
    </time>
  );
}
