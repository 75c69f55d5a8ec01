import type { HoursRange } from "@/api/types";

export const halfHour = 30;

/** A half-hour of the week: weekday 0 is Monday, `minute` its first minute of the day. */
export type Cell = { weekday: number; minute: number };

function inOrder(ranges: HoursRange[]): HoursRange[] {
  return ranges.toSorted((a, b) => a.weekday - b.weekday || a.starts_minute - b.starts_minute);
}

/** Ranges in order, those that touch or overlap joined. */
export function joined(ranges: HoursRange[]): HoursRange[] {
  const result: HoursRange[] = [];
  for (const range of inOrder(ranges)) {
    const last = result.at(-1);
    if (last && last.weekday === range.weekday && range.starts_minute <= last.ends_minute) {
      last.ends_minute = Math.max(last.ends_minute, range.ends_minute);
    } else if (range.ends_minute > range.starts_minute) {
      result.push({ ...range });
    }
  }
  return result;
}

export function without(ranges: HoursRange[], gone: HoursRange): HoursRange[] {
  return ranges.flatMap((range) => {
    const apart = range.weekday !== gone.weekday || range.ends_minute <= gone.starts_minute;
    if (apart || range.starts_minute >= gone.ends_minute) return [range];
    const before = { ...range, ends_minute: gone.starts_minute };
    const after = { ...range, starts_minute: gone.ends_minute };
    return [before, after].filter((part) => part.ends_minute > part.starts_minute);
  });
}

export function isOpen(ranges: HoursRange[], { weekday, minute }: Cell): boolean {
  return ranges.some(
    (range) =>
      range.weekday === weekday && range.starts_minute < minute + halfHour && range.ends_minute > minute,
  );
}

/** Opens or closes the rectangle of half-hours between two cells, both included. */
export function painted(ranges: HoursRange[], from: Cell, to: Cell, open: boolean): HoursRange[] {
  const [first, last] = [Math.min(from.weekday, to.weekday), Math.max(from.weekday, to.weekday)];
  const starts_minute = Math.min(from.minute, to.minute);
  const ends_minute = Math.max(from.minute, to.minute) + halfHour;
  let result = ranges;
  for (let weekday = first; weekday <= last; weekday += 1) {
    const part = { weekday, starts_minute, ends_minute };
    result = open ? joined([...result, part]) : without(result, part);
  }
  return result;
}

export function totalMinutes(ranges: HoursRange[]): number {
  return ranges.reduce((sum, range) => sum + range.ends_minute - range.starts_minute, 0);
}

export function sameRanges(a: HoursRange[], b: HoursRange[]): boolean {
  const text = (ranges: HoursRange[]) =>
    joined(ranges)
      .map((range) => [range.weekday, range.starts_minute, range.ends_minute].join())
      .join(";");
  return text(a) === text(b);
}

/** The hours of one weekday given to others, instead of those they had. */
export function copiedDay(ranges: HoursRange[], from: number, to: number[]): HoursRange[] {
  const others = to.filter((weekday) => weekday !== from);
  const kept = ranges.filter(({ weekday }) => !others.includes(weekday));
  const copied = ranges.filter(({ weekday }) => weekday === from);
  return inOrder([...kept, ...others.flatMap((weekday) => copied.map((range) => ({ ...range, weekday })))]);
}

/** Hours over midnight as hours of two days; others as they are. */
export function splitAtMidnight(range: HoursRange): HoursRange[] {
  if (range.ends_minute > range.starts_minute) return [range];
  const today = { ...range, ends_minute: 1440 };
  const tomorrow = { ...range, weekday: (range.weekday + 1) % 7, starts_minute: 0 };
  return range.ends_minute > 0 ? [today, tomorrow] : [today];
}

/** Whether a range touches or overlaps another of its day, so that both become one. */
export function meetsAnother(ranges: HoursRange[], range: HoursRange): boolean {
  return ranges.some(
    (one) =>
      one.weekday === range.weekday &&
      one.starts_minute <= range.ends_minute &&
      range.starts_minute <= one.ends_minute,
  );
}
