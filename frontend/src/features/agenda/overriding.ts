import type { DayRange, HoursRange, Override } from "@/api/types";
import { addDays, mondayOf } from "@/lib/days";

type Dated = Pick<Override, "on" | "ranges">;

function weekdayOf(day: string): number {
  const monday = mondayOf(day);
  return [0, 1, 2, 3, 4, 5, 6].find((offset) => addDays(monday, offset) === day) ?? 0;
}

/** Where hours go over midnight: the dates with their hours in two, the later part added to what the next date has anyway; null where none does. */
export function splitDates(wanted: Dated[], overrides: Dated[], week: HoursRange[]): Dated[] | null {
  const isOver = (range: DayRange) => range.ends_minute < range.starts_minute;
  if (!wanted.some(({ ranges }) => ranges.some(isOver))) return null;
  const hours = new Map<string, DayRange[]>();
  for (const { on, ranges } of wanted) {
    hours.set(
      on,
      ranges.map((one) => (isOver(one) ? { ...one, ends_minute: 1440 } : one)),
    );
  }
  for (const { on, ranges } of wanted) {
    const late = ranges.filter((one) => isOver(one) && one.ends_minute > 0);
    if (late.length === 0) continue;
    const next = addDays(on, 1);
    const usual =
      overrides.find((one) => one.on === next)?.ranges ??
      week
        .filter(({ weekday }) => weekday === weekdayOf(next))
        .map(({ starts_minute, ends_minute }) => ({ starts_minute, ends_minute }));
    const early = late.map(({ ends_minute }) => ({ starts_minute: 0, ends_minute }));
    hours.set(next, [...early, ...(hours.get(next) ?? usual)]);
  }
  return [...hours].map(([on, ranges]) => ({ on, ranges }));
}
