/** A series to be, as it stands in the address: the first start, the rule, whose clock stays, and what was chosen. */
import type { ExpertDetail, Me, SeriesAnchor, SeriesRule } from "@/api/types";
import { addDays, wallClock, weekdayOf } from "@/lib/days";
import { choiceOf } from "../dates/choice";

export const rhythms = ["weekly", "fortnightly", "monthly"] as const;
type Rhythm = (typeof rhythms)[number];
export const anchors = ["expert", "founder", "utc"] as const satisfies SeriesAnchor[];

const mostDates = 104;
type Get = (name: string) => string;
type MonthlyWay = Pick<SeriesRule, "position" | "month_day"> & { name: "nth" | "last" | "day" | "lastDay" };

export function zoneOf(anchor: SeriesAnchor, expert: ExpertDetail, me: Me): string {
  return { expert: expert.time_zone, founder: me.time_zone, utc: "UTC" }[anchor];
}

/** "2" or "-1", the last: which such weekday of its month a day is. */
function positionsOf(day: string): number[] {
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

/** How a day may come round every month: as such a weekday of it, by its number, or as the last one. */
export function monthlyWays(day: string): MonthlyWay[] {
  const byWeekday = positionsOf(day).map((position) => ({
    name: position === -1 ? ("last" as const) : ("nth" as const),
    position,
    month_day: null,
  }));
  const isLast = addDays(day, 1).slice(0, 7) !== day.slice(0, 7);
  const byNumber = { name: "day" as const, position: null, month_day: Number(day.slice(8)) };
  const byEnd = { name: "lastDay" as const, position: null, month_day: -1 };
  return [...byWeekday, byNumber, ...(isLast ? [byEnd] : [])];
}

function ruleOf(get: Get, rhythm: Rhythm, day: string, also: number[]): SeriesRule {
  const end = endOf(get);
  if (rhythm === "monthly") {
    const ways = monthlyWays(day);
    const way = ways.find(({ name }) => name === get("position")) ?? ways[0];
    const { position = null, month_day = null } = way ?? {};
    return { frequency: "monthly", every: 1, weekdays: [], position, month_day, ...end };
  }
  const weekdays = [0, ...also].map((later) => (weekdayOf(day) + later) % 7).sort();
  const every = rhythm === "weekly" ? 1 : 2;
  return { frequency: "weekly", every, weekdays, position: null, month_day: null, ...end };
}

/** The hours of their own that dates are asked for at; null where all follow the rule. */
function turnsOf(get: Get): { on: string; starts_at: string }[] | null {
  const turns = Object.entries(choiceOf(get("turns"))).map(([on, starts_at]) => ({ on, starts_at }));
  return turns.length > 0 ? turns : null;
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
  const asked = { start, anchor, zone, day, minute, rhythm, also, rule, turns: turnsOf(get) };
  return { ...asked, starts_on: day, starts_time: time };
}

export type Plan = NonNullable<ReturnType<typeof planOf>>;
