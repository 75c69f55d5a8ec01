import { useShiftText } from "@/components/TwoClocks";
import { useLanguage } from "@/lib/i18n";
import { momentText, timeText, weekdayText } from "@/lib/time";
import { placeName } from "@/lib/zones";

/** A start on two lines: the reader's day and hour, below it the other side's. */
export function BothClocks({ at, here, there }: { at: string; here: string; there: string }) {
  const language = useLanguage();
  const shiftText = useShiftText();
  const other = `${placeName(there, language)} ${weekdayText(at, there, language)} ${timeText(at, there, language)}`;
  return (
    <>
      <strong>{momentText(at, here, language)}</strong>
      {here === there ? null : <small>{`${other} ${shiftText(at, here, there)}`.trim()}</small>}
    </>
  );
}
