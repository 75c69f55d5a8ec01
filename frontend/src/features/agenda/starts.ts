import type { FreeStart } from "@/api/types";
import { addDays, dayOf } from "@/lib/days";

export type StartsOfDay = { day: string; starts: FreeStart[] };

/** The seven days from `monday` in a zone, each with its free starts in order. */
export function weekOfStarts(starts: FreeStart[], monday: string, timeZone: string): StartsOfDay[] {
  const days = [0, 1, 2, 3, 4, 5, 6].map((offset) => addDays(monday, offset));
  return days.map((day) => ({
    day,
    starts: starts.filter((start) => dayOf(start.starts_at, timeZone) === day),
  }));
}

type Step = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";

export function isStep(key: string): key is Step {
  return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key);
}

function nearestDay(week: StartsOfDay[], from: number, by: 1 | -1): StartsOfDay | undefined {
  for (let index = from + by; index >= 0 && index < week.length; index += by) {
    if (week[index]?.starts.length) return week[index];
  }
  return undefined;
}

/** Where an arrow key leads from a start: along the day, or to the same row of the next day with any. */
export function stepFrom(week: StartsOfDay[], startsAt: string, key: Step): string | undefined {
  const column = week.findIndex(({ starts }) => starts.some((start) => start.starts_at === startsAt));
  const day = week[column];
  if (!day) return undefined;
  const row = day.starts.findIndex((start) => start.starts_at === startsAt);
  if (key === "ArrowUp") return day.starts[Math.max(row - 1, 0)]?.starts_at;
  if (key === "ArrowDown") return day.starts[Math.min(row + 1, day.starts.length - 1)]?.starts_at;
  if (key === "Home") return day.starts[0]?.starts_at;
  if (key === "End") return day.starts.at(-1)?.starts_at;
  const other = nearestDay(week, column, key === "ArrowRight" ? 1 : -1);
  return other?.starts[Math.min(row, other.starts.length - 1)]?.starts_at;
}

export type Choosing = {
  week: StartsOfDay[];
  here: string;
  there: string;
  value: string | null;
  /** Those chosen, where several may be; `onPick` then adds one or takes it away. */
  many?: string[] | undefined;
  onPick: (startsAt: string) => void;
};

export function isChosen({ value, many }: Choosing, startsAt: string): boolean {
  return many ? many.includes(startsAt) : startsAt === value;
}

/** The one start that Tab leads to: the chosen one, else the first. */
export function reachableStart(days: StartsOfDay[], value: string | null): string | undefined {
  const all = days.flatMap(({ starts }) => starts.map((start) => start.starts_at));
  return value && all.includes(value) ? value : all[0];
}
