/** A series to be, as it stands in the address: the first start, the rule, whose clock stays, and what was chosen. */
import type { ExpertDetail, Me, SeriesAnchor, SeriesRule } from "@/api/types";
import { addDays, wallClock, weekdayOf } from "@/lib/days";

export const rhythms = ["weekly", "fortnightly", "monthly"] as const;
type Rhythm = (typeof rhythms)[number];
export const anchors = ["expert", "founder", "utc"] as const satisfies SeriesAnchor[];

const mostDates = 104;
type Get = (name: string) => string;

export function zoneOf(anchor: SeriesAnchor, expert: ExpertDetail, me: Me): string {
  return { expert: expert.time_zone, founder: me.time_zone, utc: "UTC" }[anchor];
}

/** "2" or "-1", the last: which such weekday of its month a day is. */
export function positionsOf(day: string): number[] {
  const nth = Math.floor((Number(day.slice(8)) - 1) / 7) + 1;
  return addDays(day, 7).slice(0, 7) === day.slice(0, 7) ? [nth] : [nth, -1];
}

/** Further weekdays are kept as days after the first, so that they hold on whatever clock. */
function furtherDays(get: Get): number[] {
  const days = get("also").split(",").map(Number);
  return days.filter((day) => Number.isInteger(day) && day > 0 && day < 7);
}

function endOf(get: Get): Pick<SeriesRule, "count" | "until_on"> {
  if (get("until")) return { count: null, until_on: get("until") };
  const count = Math.round(Number(get("count") || 6));
  return { count: Math.min(Math.max(count || 1, 1), mostDates), until_on: null };
}

function ruleOf(get: Get, rhythm: Rhythm, day: string, also: number[]): SeriesRule {
  const end = endOf(get);
  if (rhythm === "monthly") {
    const positions = positionsOf(day);
    const position = get("position") === "last" ? positions.at(-1) : positions[0];
    return { frequency: "monthly", every: 1, weekdays: [], position: position ?? null, ...end };
  }
  const weekdays = [0, ...also].map((later) => (weekdayOf(day) + later) % 7).sort();
  return { frequency: "weekly", every: rhythm === "weekly" ? 1 : 2, weekdays, position: null, ...end };
}

/** What the address asks for; null until a first start is chosen. */
export function planOf(get: Get, expert: ExpertDetail, me: Me) {
  const start = get("start");
  if (Number.isNaN(Date.parse(start))) return null;
  const anchor = anchors.find((known) => known === get("anchor")) ?? "expert";
  const zone = zoneOf(anchor, expert, me);
  const { day, minute } = wallClock(start, zone);
  const rhythm = rhythms.find((known) => known === get("every")) ?? "fortnightly";
  const also = rhythm === "monthly" ? [] : furtherDays(get);
  const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  const rule = ruleOf(get, rhythm, day, also);
  return { start, anchor, zone, day, minute, rhythm, also, starts_on: day, starts_time: time, rule };
}

export type Plan = NonNullable<ReturnType<typeof planOf>>;
