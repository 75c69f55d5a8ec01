import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { longDayText, weekdayNames } from "@/lib/time";
import { placesOf } from "@/lib/whoseClock";
import { StartGroup } from "./StartGroup";
import classes from "./slots.module.css";
import { type Choosing, reachableStart, type StartsOfDay, startsIn } from "./starts";
import { type Reasons, useWhy } from "./useWhy";

export type StartsPart = Choosing & {
  days: StartsOfDay[];
  shown: string;
  today: string;
  reasons: Reasons;
  reached: string | null;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** For wide screens: the seven days of a week side by side, those without starts with a word why. */
export function WeekOfStarts({ days, today, reasons, reached, onKeyDown, ...choosing }: StartsPart) {
  const { t } = useTranslation();
  const language = useLanguage();
  const weekdays = weekdayNames(language, "short");
  const why = useWhy(reasons, today);
  const [asked, setAsked] = useState<string | null>(null);
  const told = days.some(({ day, starts }) => day === asked && starts.length === 0) ? asked : null;
  const reachable = reachableStart(days, reached, choosing.value);
  const isEmpty = days.every(({ starts }) => starts.length === 0);
  const dayName = (day: string) => longDayText(startOfDay(day, "UTC"), "UTC", language);
  return (
    <>
      <StartGroup many={choosing.many !== undefined} className={classes.week} onKeyDown={onKeyDown}>
        {days.map(({ day, starts }, index) => (
          <div key={day}>
            <div
              className={classes.head}
              data-empty={starts.length === 0 || undefined}
              data-today={day === today || undefined}
            >
              {weekdays[index]}
              <strong>{Number(day.slice(8))}</strong>
              {typeof choosing.here === "string" ? null : (
                <span className={classes.place}>
                  {starts.length > 0 ? placesOf(choosing.here, startsIn(starts), language) : null}
                </span>
              )}
            </div>
            <div className={classes.column}>
              {starts.length === 0 ? (
                <button
                  type="button"
                  className={classes.why}
                  aria-expanded={told === day}
                  aria-label={t("slots.askWhy", { day: dayName(day), why: why.word(day) })}
                  onClick={() => setAsked(told === day ? null : day)}
                >
                  {why.word(day)}
                </button>
              ) : null}
              <StartGroup.Starts starts={starts} reachable={reachable} {...choosing} />
            </div>
          </div>
        ))}
      </StartGroup>
      <p className={classes.because} role="status">
        {told ? `${dayName(told)}: ${why.sentence(told)}` : isEmpty ? t("slots.none") : ""}
      </p>
    </>
  );
}
