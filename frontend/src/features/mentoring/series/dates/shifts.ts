import type { Occurrence, PlannedDate } from "@/api/types";
import { wallClock } from "@/lib/days";
import { type Clock, zoneAt } from "@/lib/whoseClock";

export type Dated = Pick<PlannedDate, "starts_at"> & Partial<Pick<Occurrence, "state" | "is_moved">>;
/** The clocks that the two sides live by. */
export type Sides = { expert: Clock; founder: Clock };

/** What somebody's clock shows from a date on, and what it showed on the date before; minutes of the day. On a journey
 * the zone is another, `from` that of the date before. */
export type Shift = { zone: string; from: string; before: number; after: number; at: string };

/**
 * For each date the shifts of hour that come with it, as clocks are put forward or back, or somebody travels. Dates that were called off
 * or moved by hand are no such shift.
 */
export function shiftsOf(dates: readonly Dated[], sides: Sides): Shift[][] {
  const shown = new Map<string, { zone: string; minute: number }>();
  return dates.map(({ starts_at, state, is_moved }) => {
    if (is_moved || state === "cancelled") return [];
    const told = (["expert", "founder"] as const).flatMap((side) => {
      const before = shown.get(side);
      const zone = zoneAt(sides[side], starts_at);
      const after = wallClock(starts_at, zone).minute;
      shown.set(side, { zone, minute: after });
      if (!before || before.minute === after) return [];
      return [{ zone, from: before.zone, before: before.minute, after, at: starts_at }];
    });
    // Of two who live by the same clock one line tells both.
    return told.filter(
      ({ zone, from }, index) => index === 0 || zone !== told[0]?.zone || from !== told[0].from,
    );
  });
}
