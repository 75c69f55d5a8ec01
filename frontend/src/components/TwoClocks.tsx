import { useTranslation } from "react-i18next";
import { dayShift } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dayText, timeText } from "@/lib/time";
import { type Clock as Lived, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import { DayBand } from "./DayBand";
import classes from "./TwoClocks.module.css";

type TwoClocksProps = {
  at: string | Date;
  until?: string;
  here: Lived;
  there: Lived;
  size?: "sm" | "md" | "lg";
};

/** "(전날)", "(day after)" or nothing, for how the day over there differs from here. */
export function useShiftText() {
  const { t } = useTranslation();
  return (at: string | Date, here: string, there: string) => {
    const shift = dayShift(at, here, there);
    if (shift === 0) return "";
    return shift < 0 ? t("time.dayBefore") : t("time.dayAfter");
  };
}

type ClockProps = {
  at: string | Date;
  until?: string | undefined;
  zone: string;
  shift: string;
  warm: boolean;
};

function Clock({ at, until, zone, shift, warm }: ClockProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={classes.clock}>
      <span className={classes.place}>{placeName(zone, language)}</span>
      <time className={classes.time} dateTime={new Date(at).toISOString()}>
        {timeText(at, zone, language)}
      </time>
      <span className={classes.day}>
        {dayText(at, zone, language)} {shift ? <span className={classes.shift}>{shift}</span> : null}
      </span>
      {until ? (
        <span className={classes.day}>{t("time.until", { time: timeText(until, zone, language) })}</span>
      ) : null}
      <DayBand at={at} zone={zone} warm={warm} />
    </div>
  );
}

/** One instant on two wall clocks: the reader's first, the other side's beside it. */
export function TwoClocks({ at, until, size = "md", ...clocks }: TwoClocksProps) {
  const shiftText = useShiftText();
  const here = zoneAt(clocks.here, at);
  const there = zoneAt(clocks.there, at);
  const single = here === there;
  return (
    <div className={classes.pair} data-size={size} data-single={single || undefined}>
      <Clock at={at} until={until} zone={here} shift="" warm={false} />
      {single ? null : <Clock at={at} until={until} zone={there} shift={shiftText(at, here, there)} warm />}
    </div>
  );
}
