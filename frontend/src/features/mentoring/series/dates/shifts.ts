import type { Occurrence, PlannedDate } from "@/api/types";
import { wallClock } from "@/lib/days";

export type Dated = Pick<PlannedDate, "starts_at"> & Partial<Pick<Occurrence, "state" | "is_moved">>;
/** The zones of the two sides. */
export type Sides = { expert: string; founder: string };

/** What a zone's clock shows from a date on, and what it showed until the date before; minutes of the day. */
export type Shift = { zone: string; before: number; after: number; at: string };

/**
 * For each date the shifts of hour that come with it, as clocks are put forward or back. Dates that were called off
 * or moved by hand are no such shift.
 */
export function shiftsOf(dates: readonly Dated[], sides: Sides): Shift[][] {
  const shown = new Map<string, number>();
  return dates.map(({ starts_at, state, is_moved }) => {
    if (is_moved || state === "cancelled") return [];
    return [...new Set([sides.expert, sides.founder])].flatMap((zone) => {
      const before = shown.get(zone);
      const after = wallClock(starts_at, zone).minute;
      shown.set(zone, after);
      return before === undefined || before === after ? [] : [{ zone, before, after, at: starts_at }];
    });
  });
}
