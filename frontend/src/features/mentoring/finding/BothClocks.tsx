import { useShiftText } from "@/components/TwoClocks";
import { useLanguage } from "@/lib/i18n";
import { momentText, timeText, weekdayText } from "@/lib/time";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";

/** A start on two lines: the reader's day and hour, below it the other side's. */
export function BothClocks({ at, ...clocks }: { at: string; here: Clock; there: Clock }) {
  const language = useLanguage();
  const shiftText = useShiftText();
  const here = zoneAt(clocks.here, at);
  const there = zoneAt(clocks.there, at);
  const other = `${placeName(there, language)} ${weekdayText(at, there, language)} ${timeText(at, there, language)}`;
  return (
    <>
      <strong>
        {momentText(at, here, language)}
        {typeof clocks.here === "string" ? null : ` ${placeName(here, language)}`}
      </strong>
      {here === there ? null : <small>{`${other} ${shiftText(at, here, there)}`.trim()}</small>}
    </>
  );
}
