import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingHours } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { minuteText, weekdayNames } from "@/lib/time";
import { placesOf } from "@/lib/whoseClock";
import classes from "./meeting.module.css";
import { clocksIn, nameOf, rowsOf, useTimeWords, type WeeklyTime } from "./times";

const steps: Record<string, [day: number, row: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type WeekOfTimesProps = { hours: MeetingHours; chosen: WeeklyTime; onChoose: (time: WeeklyTime) => void };

/** The reader's week: their clock on the left, the other side's on the right, lit where both find it humane. */
export function WeekOfTimes({ hours, chosen, onChoose }: WeekOfTimesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useTimeWords(hours);
  const table = useRef<HTMLTableElement>(null);
  const clocks = clocksIn(hours);
  const starts = hours.times.map(({ first_starts_at }) => first_starts_at).sort();
  const rows = rowsOf(hours.times);
  const known = new Map(hours.times.map((time) => [nameOf(time), time]));
  const step = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (!by) return;
    event.preventDefault();
    let [day, row] = [chosen.weekday + by[0], rows.indexOf(chosen.minute) + by[1]];
    while (day >= 0 && day < 7 && row >= 0 && row < rows.length) {
      const time = known.get(nameOf({ weekday: day, minute: rows[row] ?? 0 }));
      if (time) {
        onChoose(time);
        table.current?.querySelector<HTMLElement>(`[data-time="${nameOf(time)}"]`)?.focus();
        return;
      }
      [day, row] = [day + by[0], row + by[1]];
    }
  };
  // More than one where a clock changes within these weeks.
  const theirClock = (row: number) => {
    const theirs = hours.times.filter(({ minute }) => minute === row).flatMap((time) => time.theirs);
    const shown = theirs.map(({ minute, day_offset }) => {
      const sign = day_offset === 0 ? "" : day_offset < 0 ? " −1" : " +1";
      return `${minuteText(minute, language)}${sign}`;
    });
    return [...new Set(shown)].sort().join(` ${t("meet.or")} `);
  };
  return (
    <table ref={table} className={classes.week}>
      <caption className={classes.caption}>
        <span className={classes.here}>{placesOf(clocks.here, starts, language)}</span>
        <span className={classes.there}>
          {placesOf(clocks.there, starts, language)} <small>{t("meet.dayMark")}</small>
        </span>
      </caption>
      <thead>
        <tr>
          <td />
          {weekdayNames(language, "short").map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody onKeyDown={step}>
        {rows.map((minute) => (
          <tr key={minute}>
            <th scope="row">{minuteText(minute, language)}</th>
            {[0, 1, 2, 3, 4, 5, 6].map((weekday) => {
              const time = known.get(nameOf({ weekday, minute }));
              return (
                <td key={weekday}>
                  {time ? (
                    <button
                      type="button"
                      data-time={nameOf(time)}
                      data-always={time.weeks === hours.weeks || undefined}
                      data-easy={time.burden.yours + time.burden.theirs === 0 || undefined}
                      data-closed={time.free_weeks === 0 || undefined}
                      className={classes.time}
                      tabIndex={time === chosen ? 0 : -1}
                      aria-pressed={time === chosen}
                      aria-label={`${words.line(time)}, ${words.works(time)}, ${words.free(time)}`}
                      // Said in the label already: it is drawn, not written.
                      data-weeks={time.weeks === hours.weeks ? undefined : time.weeks}
                      onClick={() => onChoose(time)}
                    />
                  ) : (
                    <span className={classes.never} aria-hidden="true" />
                  )}
                </td>
              );
            })}
            <td className={classes.theirs}>{theirClock(minute)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
