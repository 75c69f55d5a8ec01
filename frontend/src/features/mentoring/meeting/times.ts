import { useTranslation } from "react-i18next";
import type { MeetingHours } from "@/api/types";
import { addDays, wallClock } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { durationText, minuteText, weekdayNames } from "@/lib/time";
import { useUrlState } from "@/lib/useUrlState";
import { type Clock, clockFrom } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";

export type WeeklyTime = MeetingHours["times"][number];

/** The name of a time in the address: weekday and minute on the reader's clock. */
export function nameOf({ weekday, minute }: Pick<WeeklyTime, "weekday" | "minute">): string {
  return `${weekday}-${minute}`;
}

const week = 7 * 86_400_000;

/**
 * What the page that asks for regular sessions is to show for one meeting a week, each at an hour of its own: the days of
 * the first one's weekday on the clock of `zone`, with the starts that belong to them. Null without a meeting.
 */
export function turnsAddress(turns: MeetingHours["in_turns"], zone: string): URLSearchParams | null {
  const [first, last] = [turns[0], turns.at(-1)];
  if (!first || !last) return null;
  const weeksTo = (at: string) => Math.round((Date.parse(at) - Date.parse(first.starts_at)) / week);
  const { day } = wallClock(first.starts_at, zone);
  const chosen = turns.map(({ starts_at }) => `${addDays(day, 7 * weeksTo(starts_at))}_${starts_at}`);
  return new URLSearchParams({
    anchor: "founder",
    every: "weekly",
    start: first.starts_at,
    count: String(weeksTo(last.starts_at) + 1),
    turns: chosen.join(","),
  });
}

/** From the earliest to the latest minute of a day that any time has, in whole hours. */
export function rowsOf(times: WeeklyTime[]): number[] {
  return [...new Set(times.map(({ minute }) => minute))].sort((one, other) => one - other);
}

/** Both clocks of a weekly time, and who pays for it, in words. */
export function useTimeWords(hours: MeetingHours) {
  const { t } = useTranslation();
  const language = useLanguage();
  const weekdays = weekdayNames(language, "long");
  const shift = (offset: number) => (offset === 0 ? "" : t(offset < 0 ? "time.dayBefore" : "time.dayAfter"));
  const theirs = (time: WeeklyTime) =>
    time.theirs
      .map(({ weekday, minute, day_offset }) =>
        `${weekdays[weekday]} ${minuteText(minute, language)} ${shift(day_offset)}`.trim(),
      )
      .join(` ${t("meet.or")} `);
  const ours = (time: WeeklyTime) => `${weekdays[time.weekday]} ${minuteText(time.minute, language)}`;
  const bears = (minutes: number, key: "you" | "them") =>
    minutes === 0
      ? null
      : t(`meet.bears.${key}`, { name: hours.their_name, time: durationText(minutes, language) });
  return {
    ours,
    theirs,
    line: (time: WeeklyTime) =>
      `${ours(time)} ${placeName(time.your_time_zone, language)} · ${theirs(time)} ${placeName(time.their_time_zone, language)}`,
    works: (time: WeeklyTime) =>
      time.weeks === hours.weeks
        ? t("meet.worksAlways", { count: hours.weeks })
        : t("meet.worksIn", { weeks: time.weeks, count: hours.weeks }),
    /** In how many weeks it can be asked for, as far as is known. */
    free: (time: WeeklyTime) =>
      time.free_weeks === 0
        ? t("meet.freeNever")
        : time.free_weeks === hours.weeks
          ? t("meet.freeAlways", { count: hours.weeks })
          : t("meet.freeIn", { weeks: time.free_weeks, count: hours.weeks }),
    /** Who begins early or ends late, added up over the weeks; nobody, where both are within 09:00 to 18:00. */
    burden: (burden: WeeklyTime["burden"]) =>
      [bears(burden.yours, "you"), bears(burden.theirs, "them")].filter(Boolean).join(" · ") ||
      t("meet.nobody"),
  };
}

/** On whose clocks both live in these weeks, as far as the meetings of each week tell. */
export function clocksIn(hours: MeetingHours): { here: Clock; there: Clock } {
  const known = [
    ...hours.times.map((time) => ({ ...time, starts_at: time.first_starts_at })),
    ...hours.in_turns,
  ];
  const lived = (zone: "your_time_zone" | "their_time_zone") =>
    clockFrom(
      known.map((one) => ({ from_at: one.starts_at, time_zone: one[zone] })),
      hours[zone],
    );
  return { here: lived("your_time_zone"), there: lived("their_time_zone") };
}

/** What an address goes on with, so that the programme that was chosen here is chosen there. */
export function useKeptProgramme(): string {
  const programme = useUrlState().get("programme");
  return programme ? `&programme=${encodeURIComponent(programme)}` : "";
}
