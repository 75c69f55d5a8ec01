import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { momentText, timeText, weekdayText } from "@/lib/time";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import { useShiftText } from "./TwoClocks";

/** Both wall clocks in one sentence: "11월 24일 (화) 09:00 서울 · 캘리포니아 월 16:00 (전날)". */
export function useMomentLine() {
  const language = useLanguage();
  const shiftText = useShiftText();
  return (at: string | Date, ours: Clock, theirs: Clock = ours): string => {
    const here = zoneAt(ours, at);
    const there = zoneAt(theirs, at);
    const own = `${momentText(at, here, language)} ${placeName(here, language)}`;
    if (here === there) return own;
    const day = weekdayText(at, there, language);
    const other = `${placeName(there, language)} ${day} ${timeText(at, there, language)}`;
    return `${own} · ${other} ${shiftText(at, here, there)}`.trim();
  };
}

/** One instant for the middle of a sentence: "12월 31일 (목) 18:00(서울)". */
export function useMomentInWords() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (at: string, clock: Clock): string => {
    const zone = zoneAt(clock, at);
    return t("time.inWords", { moment: momentText(at, zone, language), place: placeName(zone, language) });
  };
}

/** One instant in one zone, with the zone's place named. */
export function Moment({ at, zone }: { at: string; zone: Clock }) {
  const line = useMomentLine();
  return <time dateTime={at}>{line(at, zone)}</time>;
}
