import type { FreeStart, OwnCalendarDay } from "@/api/types";
import { api } from "@/lib/api";
import { addDays, dayOf, startOfDay } from "@/lib/days";

export type OwnDay = OwnCalendarDay;

/** The expert's own days, to be asked for by a date on another clock: up to two of them reach into it. */
export function useOwnDays(from: string, until: string, zone: string) {
  const calendar = api.useQuery("get", "/api/agenda/calendar/", { params: { query: { from, until } } });
  const days = calendar.data?.days ?? [];
  const on = (day: string): OwnDay[] => {
    const begins = startOfDay(day, zone);
    const ends = new Date(startOfDay(addDays(day, 1), zone).getTime() - 1);
    return days.filter(
      (own) => own.on >= dayOf(begins, own.time_zone) && own.on <= dayOf(ends, own.time_zone),
    );
  };
  return { on, error: calendar.error };
}

const half = 1_800_000;

/** Starts that follow each other within half an hour, as the first and the last of each run. */
export function runsOf(starts: FreeStart[]): [string, string][] {
  const runs: [string, string][] = [];
  for (const { starts_at } of starts) {
    const last = runs.at(-1);
    if (last && Date.parse(starts_at) - Date.parse(last[1]) <= half) last[1] = starts_at;
    else runs.push([starts_at, starts_at]);
  }
  return runs;
}
