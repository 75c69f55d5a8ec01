import { useQueries, useQueryClient } from "@tanstack/react-query";
import type { FreeStart, WhyEmpty } from "@/api/types";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { addDays, dayOf, daysBetween, mondayOf, startOfDay } from "@/lib/days";
import { clockFrom, type Stretch } from "@/lib/whoseClock";

/** Days asked for at once. The server answers at most 62. */
const daysAtOnce = 56;
const path = "/api/experts/{expert_id}/free-starts/";

type Wanted = {
  expertId: number;
  programme: string;
  moving?: string | undefined;
  /** Only starts that can be proposed while that session keeps its agreed time. */
  besideAgreed?: boolean | undefined;
  /** Who takes part too, by ids with commas between: what is offered suits them as well. */
  beside?: { experts?: string; colleagues?: string } | undefined;
  timeZone: string;
  /** Who reads: reasons are told for the days of their clock, journeys included; else for those of the zone. */
  reader?: Side | undefined;
  /** The day from which blocks of days are counted. */
  firstDay: string;
  from: string;
  until: string;
};

function blockOptions(wanted: Wanted, block: number) {
  const { expertId, programme, moving, besideAgreed, beside, timeZone, reader, firstDay } = wanted;
  const from = addDays(firstDay, block * daysAtOnce);
  const until = addDays(from, daysAtOnce);
  const query = {
    programme,
    ...(moving ? { moving } : {}),
    ...(besideAgreed ? { beside_agreed: true } : {}),
    ...beside,
    from: startOfDay(from, timeZone).toISOString(),
    until: startOfDay(until, timeZone).toISOString(),
    ...(reader ? { reasons_on: reader } : { reasons_in: timeZone }),
  };
  const options = api.queryOptions("get", path, { params: { path: { expert_id: expertId }, query } });
  const fresh = { staleTime: 30_000, refetchInterval: 60_000, refetchOnWindowFocus: "always" as const };
  return { ...options, ...fresh, enabled: Boolean(programme) };
}

function blocksOf({ firstDay, from, until }: Wanted) {
  const blockOf = (day: string) => Math.max(Math.floor(daysBetween(firstDay, day) / daysAtOnce), 0);
  return { first: blockOf(from), last: blockOf(addDays(until, -1)) };
}

/** The free starts from the block of days before what is shown to the one after it, and why days have none. */
export function useFreeStarts(wanted: Wanted) {
  const now = useNow(15_000);
  const { first, last } = blocksOf(wanted);
  const earliest = Math.max(first - 1, 0);
  const blocks = Array.from({ length: last + 2 - earliest }, (_, index) => earliest + index);
  const results = useQueries({ queries: blocks.map((block) => blockOptions(wanted, block)) });
  const shown = results.filter((_, index) => earliest + index >= first && earliest + index <= last);
  const starts: FreeStart[] = results.flatMap(({ data }) => data?.starts ?? []);
  const empty: WhyEmpty[] = results.flatMap(({ data }) => data?.empty_days ?? []);
  const reasons = new Map(empty.map(({ on, reason }) => [on, reason]));
  const told = results.flatMap(({ data }) => data ?? []);
  const lastDay = addDays(wanted.firstDay, (last + 2) * daysAtOnce - 1);
  return {
    starts: starts.filter(({ starts_at }) => new Date(starts_at) > now),
    reasons,
    /** Where those concerned live at these starts. */
    clocks: {
      viewer: told.flatMap(({ viewer_clock }) => viewer_clock),
      expert: told.flatMap(({ expert_clock }) => expert_clock),
      founder: told.flatMap(({ founder_clock }) => founder_clock),
    },
    /** What is known of the own calendars of who is asked, and of who asks. */
    calendar: told.at(-1)?.calendar ?? null,
    asking: told.at(-1)?.asking ?? null,
    /** So far apart, in minutes, starts lie at least that are proposed together. */
    apart: told.at(-1)?.apart_minutes ?? 0,
    isClosedByAsker: empty.some(({ reason }) => reason === "asker_unknown"),
    error: shown.find(({ error }) => error)?.error ?? null,
    isLoaded: shown.every(({ isSuccess }) => isSuccess),
    /** Whether nothing can be booked after what is known. */
    isEnd: reasons.get(lastDay) === "beyond_horizon",
    isWhole: results.every(({ isSuccess }) => isSuccess),
    refetch: () => void Promise.all(shown.map((result) => result.refetch())),
  };
}

export type Side = "viewer" | "expert" | "founder";
/** Who reads the starts, and who is shown beside: their homes, and which of those told of they are. */
export type Reading = { here: string; there: string; sides?: Record<"here" | "there", Side> };

/** Whose days the picker shows. */
export const readerOf = ({ sides }: Reading): Side => sides?.here ?? "viewer";

/** The clocks of both sides as far as the starts tell; their homes' before that. */
export function clocksOf(told: Record<Side, Stretch[]>, reading: Reading) {
  const { here, there, sides } = reading;
  return {
    here: clockFrom(told[readerOf(reading)], here),
    there: clockFrom(told[sides?.there ?? "expert"], there),
  };
}

type Asked = Pick<Wanted, "expertId" | "programme" | "moving" | "besideAgreed" | "beside">;

/** The clocks of both sides around a start, or around now; of what the picker of these starts has asked for. */
export function useClocks(asked: Asked, reading: Reading, at: string | null) {
  const today = dayOf(useNow(60_000), reading.here);
  const day = at ? dayOf(at, reading.here) : today;
  const free = useFreeStarts({
    ...asked,
    timeZone: reading.here,
    reader: readerOf(reading),
    firstDay: mondayOf(today),
    from: day,
    until: addDays(day, 1),
  });
  return clocksOf(free.clocks, reading);
}

/** After a refusal: what is known of free starts is asked again. */
export function useForgetStarts() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["get", path] });
}
