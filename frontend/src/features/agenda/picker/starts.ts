import type { FreeStart } from "@/api/types";
import { addDays, addMonths, daysBetween, firstOfMonth, mondayOf } from "@/lib/days";
import type { Clock } from "@/lib/whoseClock";

export type StartsOfDay = { day: string; starts: FreeStart[] };

/** What the picker shows at once. */
export type Shape = "week" | "month";

/** The week or month around a day: its first day and the day after its last. */
export function periodAround(day: string, shape: Shape): { from: string; until: string } {
  if (shape === "week") return { from: mondayOf(day), until: addDays(mondayOf(day), 7) };
  return { from: firstOfMonth(day), until: addMonths(firstOfMonth(day), 1) };
}

/** The same day one or more periods on, or the first of the month. */
export function turned(day: string, shape: Shape, by: number): string {
  return shape === "week" ? addDays(mondayOf(day), 7 * by) : addMonths(firstOfMonth(day), by);
}

/** Every day of a period, with its starts. */
export function fillDays(days: StartsOfDay[], from: string, until: string): StartsOfDay[] {
  const known = new Map(days.map((one) => [one.day, one]));
  return Array.from({ length: daysBetween(from, until) }, (_, offset) => {
    const day = addDays(from, offset);
    return known.get(day) ?? { day, starts: [] };
  });
}

const sideways = { ArrowLeft: -1, ArrowRight: 1 } as const;
const turning = { PageUp: -1, PageDown: 1 } as const;

function isIn<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key);
}

function nearestFrom(days: StartsOfDay[], day: string, by: number): StartsOfDay | undefined {
  return by > 0 ? days.find((one) => one.day >= day) : days.findLast((one) => one.day <= day);
}

/** Where a key leads from a start: along its day, to the next day with any, or a week or month on; null for other keys. */
export function stepFrom(days: StartsOfDay[], startsAt: string, key: string, shape: Shape): string | null {
  const index = days.findIndex(({ starts }) => starts.some((start) => start.starts_at === startsAt));
  const here = days[index];
  if (!here) return null;
  const row = here.starts.findIndex((start) => start.starts_at === startsAt);
  const last = here.starts.length - 1;
  const rows: Record<string, number> = {
    ArrowUp: Math.max(row - 1, 0),
    ArrowDown: Math.min(row + 1, last),
    Home: 0,
    End: last,
  };
  const wanted = rows[key];
  if (wanted !== undefined) return here.starts[wanted]?.starts_at ?? null;
  let other: StartsOfDay | undefined;
  if (isIn(sideways, key)) other = days[index + sideways[key]];
  else if (isIn(turning, key)) {
    const day =
      shape === "week" ? addDays(here.day, 7 * turning[key]) : turned(here.day, shape, turning[key]);
    other = nearestFrom(days, day, turning[key]);
  } else return null;
  return other?.starts[Math.min(row, other.starts.length - 1)]?.starts_at ?? startsAt;
}

export type Choosing = {
  here: Clock;
  there: Clock;
  value: string | null;
  /** Those chosen, where several may be; `onPick` then adds one or takes it away. */
  many?: string[] | undefined;
  onPick: (startsAt: string) => void;
};

export function isChosen({ value, many }: Choosing, startsAt: string): boolean {
  return many ? many.includes(startsAt) : startsAt === value;
}

/** The one start that Tab leads to: the one last reached, else the chosen one, else the first. */
export function reachableStart(days: StartsOfDay[], ...wanted: (string | null)[]): string | undefined {
  const all = days.flatMap(({ starts }) => starts.map((start) => start.starts_at));
  return wanted.find((start): start is string => start !== null && all.includes(start)) ?? all[0];
}

/** The instants of some starts. */
export function startsIn(starts: FreeStart[]): string[] {
  return starts.map(({ starts_at }) => starts_at);
}

/** Those that are chosen, and those that lie so many minutes apart from each of them: both can be proposed together. */
export function apartFrom(chosen: string[], starts: FreeStart[], minutes: number): FreeStart[] {
  const taken = chosen.map((start) => Date.parse(start));
  return starts.filter(
    ({ starts_at }) =>
      chosen.includes(starts_at) ||
      taken.every((start) => Math.abs(Date.parse(starts_at) - start) >= minutes * 60_000),
  );
}
