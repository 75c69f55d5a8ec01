/** Calendar days as "YYYY-MM-DD" in a zone, and back to instants. */
import { type Clock, zoneAt } from "./whoseClock";

const partsFormats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(timeZone: string): Intl.DateTimeFormat {
  let found = partsFormats.get(timeZone);
  if (!found) {
    const digits = {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    } as const;
    found = new Intl.DateTimeFormat("en-CA", { ...digits, hourCycle: "h23", timeZone });
    partsFormats.set(timeZone, found);
  }
  return found;
}

type WallClock = { day: string; minute: number };

export function wallClock(instant: string | Date, clock: Clock): WallClock {
  const timeZone = zoneAt(clock, instant);
  const parts: Record<string, string> = {};
  for (const { type, value } of partsFormat(timeZone).formatToParts(new Date(instant))) parts[type] = value;
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  return { day: `${parts.year}-${parts.month}-${parts.day}`, minute };
}

export function dayOf(instant: string | Date, clock: Clock): string {
  return wallClock(instant, clock).day;
}

function utcMidnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: string, days: number): string {
  return new Date(utcMidnight(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((utcMidnight(to) - utcMidnight(from)) / 86_400_000);
}

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return (new Date(utcMidnight(day)).getUTCDay() + 6) % 7;
}

export function mondayOf(day: string): string {
  return addDays(day, -weekdayOf(day));
}

/** How many calendar days `there` is away from `here` at an instant: -1 is the day before. */
export function dayShift(instant: string | Date, here: string, there: string): number {
  return daysBetween(dayOf(instant, here), dayOf(instant, there));
}

/** Minutes that a zone is ahead of UTC at an instant. */
export function offsetMinutes(instant: Date, timeZone: string): number {
  const { day, minute } = wallClock(instant, timeZone);
  return Math.round((utcMidnight(day) - instant.getTime()) / 60_000) + minute;
}

/** The instant at which a day begins on a clock, right also on days when it changes. */
export function startOfDay(day: string, clock: Clock): Date {
  return instantAt(day, 0, clock);
}

/**
 * The instant at which a clock shows that minute of the day; in a gap, as much later as the gap is long. Where a journey
 * makes it show the minute twice it is the first time, where it never does that of the zone before.
 */
export function instantAt(day: string, minute: number, clock: Clock): Date {
  if (typeof clock === "string") return instantIn(day, minute, clock);
  const found = clock.map(({ time_zone }) => ({ at: instantIn(day, minute, time_zone), time_zone }));
  const shown = found.filter(({ at, time_zone }) => zoneAt(clock, at) === time_zone);
  const [first] = shown.sort((one, other) => one.at.getTime() - other.at.getTime());
  return first?.at ?? instantIn(day, minute, zoneAt(clock, startOfDay(addDays(day, -1), clock)));
}

function instantIn(day: string, minute: number, timeZone: string): Date {
  const asUtc = utcMidnight(day) + minute * 60_000;
  const guess = new Date(asUtc - offsetMinutes(new Date(asUtc), timeZone) * 60_000);
  return new Date(asUtc - offsetMinutes(guess, timeZone) * 60_000);
}

/** The days from `from` on, within a year, on which a zone's clock is put forward or back. */
export function clockChanges(from: string, timeZone: string): string[] {
  const offsetAt = (days: number) => offsetMinutes(startOfDay(addDays(from, days), timeZone), timeZone);
  const days = Array.from({ length: 365 }, (_, index) => index);
  return days.filter((day) => offsetAt(day) !== offsetAt(day + 1)).map((day) => addDays(from, day));
}

export function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the month some months from that of `day`. */
export function addMonths(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const month = String((count % 12) + 1).padStart(2, "0");
  return `${Math.floor(count / 12)}-${month}-01`;
}

export function isDay(text: string | null | undefined): text is string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(`${text}T00:00Z`));
}

/** Starts under the days of a clock, in the order in which they come. */
export function underDays<Start extends { starts_at: string }>(starts: Start[], clock: Clock) {
  const days = new Map<string, Start[]>();
  for (const start of starts) {
    const day = dayOf(start.starts_at, zoneAt(clock, start.starts_at));
    const own = days.get(day);
    if (own) own.push(start);
    else days.set(day, [start]);
  }
  return [...days].map(([day, own]) => ({ day, starts: own }));
}
