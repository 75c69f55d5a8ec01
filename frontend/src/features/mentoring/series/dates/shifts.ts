import type { PlannedDate } from "@/api/types";
import { wallClock } from "@/lib/days";

export type Dated = Pick<PlannedDate, "on" | "starts_at" | "shifts_for">;
/** The zones of the two sides. */
export type Sides = { expert: string; founder: string };

/** What a side's clock shows from a date on, and what it showed until the date before; minutes of the day. */
export type Shift = { zone: string; before: number; after: number; at: string };

/** The shifts of hour that come with one of the dates. */
export function shiftsAt(dates: readonly Dated[], index: number, sides: Sides): Shift[] {
  const date = dates[index];
  const earlier = dates[index - 1];
  if (!date || !earlier) return [];
  return date.shifts_for.map((side) => {
    const zone = sides[side];
    const [before, after] = [earlier, date].map(({ starts_at }) => wallClock(starts_at, zone).minute);
    return { zone, before: before ?? 0, after: after ?? 0, at: date.starts_at };
  });
}
