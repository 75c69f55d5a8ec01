/** On whose clock somebody lives: at home throughout, or elsewhere while a journey lasts. */

import type { Language } from "./language";
import { placeName } from "./zones";

/** From an instant on the clock of one zone; the stretch lasts until the next one begins. */
export type Stretch = { from_at: string; time_zone: string };
/** One zone throughout, or two stretches and more, the earliest first. */
export type Clock = string | readonly [Stretch, ...Stretch[]];
/** A clock that becomes another's: the zones before and after, and the first instant known to be on the new one. */
type Turn = { at: string; before: string; after: string };

/** The zone in force at an instant; what lies before the first stretch is on that one's clock too. */
export function zoneAt(clock: Clock, at: string | Date): string {
  if (typeof clock === "string") return clock;
  const time = new Date(at).getTime();
  return (clock.findLast(({ from_at }) => Date.parse(from_at) <= time) ?? clock[0]).time_zone;
}

/** The clock that stretches make, in any order; `otherwise` is the zone where nothing is known. */
export function clockFrom(stretches: readonly Stretch[], otherwise: string): Clock {
  const ordered = [...stretches].sort((one, other) => Date.parse(one.from_at) - Date.parse(other.from_at));
  const [first, ...later] = ordered.filter(
    ({ time_zone }, index) => time_zone !== ordered[index - 1]?.time_zone,
  );
  if (!first) return otherwise;
  return later.length === 0 ? first.time_zone : [first, ...later];
}

/** Where a clock becomes another's, in order of time. */
export function turnsOf(clock: Clock): Turn[] {
  if (typeof clock === "string") return [];
  return clock.slice(1).map(({ from_at, time_zone }, index) => ({
    at: from_at,
    before: clock[index]?.time_zone ?? time_zone,
    after: time_zone,
  }));
}

/** The places whose clocks are read at these instants, each named once: "서울 → 런던". */
export function placesOf(clock: Clock, instants: readonly (string | Date)[], language: Language): string {
  const zones = new Set(instants.map((at) => zoneAt(clock, at)));
  if (zones.size === 0) zones.add(zoneAt(clock, new Date(0)));
  return [...zones].map((zone) => placeName(zone, language)).join(" → ");
}

/** Whether both read the same clock at all these instants. */
export function isSameClock(one: Clock, other: Clock, instants: readonly string[]): boolean {
  if (typeof one === "string" && typeof other === "string") return one === other;
  return instants.every((at) => zoneAt(one, at) === zoneAt(other, at));
}
