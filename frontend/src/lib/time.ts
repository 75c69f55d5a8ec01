/** The one door from instants to text: an instant, a clock and a language in, words out. */
import type { Language } from "./language";
import { type Clock, zoneAt } from "./whoseClock";

type Instant = string | Date;

const locales: Record<Language, string> = { ko: "ko-KR", en: "en-US" };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locales[language], options);
    formats.set(key, found);
  }
  return found;
}

function dateOf(instant: Instant): Date {
  return typeof instant === "string" ? new Date(instant) : instant;
}

/** "09:00" in Korean, "9:00 AM" in English. */
export function timeText(instant: Instant, clock: Clock, language: Language): string {
  const parts: Intl.DateTimeFormatOptions =
    language === "ko"
      ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
      : { hour: "numeric", minute: "2-digit", hourCycle: "h12" };
  return format(language, { ...parts, timeZone: zoneAt(clock, instant) })
    .format(dateOf(instant))
    .replace("\u202f", " ");
}

/** "09:00:05" or "9:00:05 AM". */
export function secondsText(instant: Instant, clock: Clock, language: Language): string {
  const hourCycle = language === "ko" ? "h23" : "h12";
  return format(language, { timeStyle: "medium", hourCycle, timeZone: zoneAt(clock, instant) })
    .format(dateOf(instant))
    .replace("\u202f", " ");
}

/** "24시간" or "24 hours"; minutes where they do not make whole hours. */
export function durationText(minutes: number, language: Language): string {
  const whole = minutes % 60 === 0;
  const unit = whole ? "hour" : "minute";
  const number = new Intl.NumberFormat(locales[language], { style: "unit", unit, unitDisplay: "long" });
  return number.format(whole ? minutes / 60 : minutes);
}

/** "11월 24일 (화)" or "Tue, Nov 24". */
export function dayText(instant: Instant, clock: Clock, language: Language): string {
  return format(language, {
    weekday: "short",
    month: "short",
    day: "numeric",
    timeZone: zoneAt(clock, instant),
  }).format(dateOf(instant));
}

/** "11월 24일 화요일" or "Tuesday, November 24". */
export function longDayText(instant: Instant, clock: Clock, language: Language): string {
  return format(language, {
    weekday: "long",
    month: "long",
    day: "numeric",
    timeZone: zoneAt(clock, instant),
  }).format(dateOf(instant));
}

export function weekdayText(instant: Instant, clock: Clock, language: Language): string {
  return format(language, { weekday: "short", timeZone: zoneAt(clock, instant) }).format(dateOf(instant));
}

/** "11월 23일 ~ 29일" or "Nov 23 – 29". */
export function daysText(from: Instant, until: Instant, timeZone: string, language: Language): string {
  const days = format(language, { month: "short", day: "numeric", timeZone });
  return days.formatRange(dateOf(from), dateOf(until));
}

/** "2026년 11월 23일 ~ 29일" or "Nov 23 – 29, 2026", for calendar dates, the last one included. */
export function datesText(from: string, to: string, language: Language): string {
  const dates = format(language, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
  return dates.formatRange(new Date(`${from}T12:00Z`), new Date(`${to}T12:00Z`));
}

export function momentText(instant: Instant, clock: Clock, language: Language): string {
  return `${dayText(instant, clock, language)} ${timeText(instant, clock, language)}`;
}

/** The time that an instant is away, in the largest fitting unit: "in 3 hours", "2일 전". */
export function awayText(instant: Instant, now: Date, language: Language): string {
  const minutes = Math.round((dateOf(instant).getTime() - now.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" });
  if (minutes === 0) return relative.format(0, "second");
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 36 * 60) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 1440), "day");
}

/** "09:00" for a minute of the day in Korean, "9:00 AM" in English; 1440 is written as 24:00 or midnight. */
export function minuteText(minute: number, language: Language): string {
  if (minute === 1440) return language === "ko" ? "24:00" : "12:00 AM";
  return timeText(new Date(minute * 60_000), "UTC", language);
}

/** Weekday names from Monday, for a language. */
export function weekdayNames(language: Language, width: "short" | "long"): string[] {
  // 5 January 1970 was a Monday.
  const days = [5, 6, 7, 8, 9, 10, 11].map((day) => new Date(Date.UTC(1970, 0, day)));
  return days.map((day) => format(language, { weekday: width, timeZone: "UTC" }).format(day));
}

/** "Monday, Wednesday, and Friday", "월요일·수요일·금요일". */
export function listText(words: string[], language: Language): string {
  if (language === "ko") return words.join("·");
  return new Intl.ListFormat(locales[language], { type: "conjunction" }).format(words);
}

/** The calendar date "2026-11-24" as "Tue, Nov 24", with the year where it is not the one of `now`. */
export function dateText(date: string, now: Date, language: Language): string {
  const noon = new Date(`${date}T12:00Z`);
  const year = noon.getUTCFullYear() === now.getUTCFullYear() ? {} : ({ year: "numeric" } as const);
  const options = { weekday: "short", month: "short", day: "numeric", timeZone: "UTC", ...year } as const;
  return format(language, options).format(noon);
}

/** "2026년 11월" or "November 2026", for the month of a calendar date. */
export function monthText(day: string, language: Language): string {
  return format(language, { year: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(`${day}T12:00Z`),
  );
}
