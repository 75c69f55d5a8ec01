import { useQueryClient } from "@tanstack/react-query";
import type { Me, PlannedDate, Series, SeriesRow, SeriesState } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { clockOf } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { clockFrom } from "@/lib/whoseClock";
import { sessionZones } from "../sessions";
import type { Sides } from "./dates/shifts";

export const seriesStates = [
  "requested",
  "active",
  "ended",
  "continued",
  "declined",
  "expired",
] as const satisfies SeriesState[];

export const seriesTones: Record<SeriesState, Tone> = {
  requested: "warn",
  active: "good",
  ended: "quiet",
  continued: "accent",
  declined: "quiet",
  expired: "quiet",
};

type Told = Pick<PlannedDate, "starts_at" | "expert_time_zone" | "founder_time_zone">;
type Homes = { expert: string; founder: string };

/** On whose clocks both sides live over these dates; at home where none tells. */
export function sidesOf(dates: readonly Told[], homes: Homes): Sides {
  const lived = (side: "expert" | "founder") =>
    clockFrom(
      dates.map((date) => ({ from_at: date.starts_at, time_zone: date[`${side}_time_zone`] })),
      homes[side],
    );
  return { expert: lived("expert"), founder: lived("founder") };
}

type Dated = Pick<Series, "expert" | "founder" | "occurrences">;

/** The same for a series in hand, and for more dates of it. */
export function sidesIn(series: Dated, more: readonly Told[] = []): Sides {
  return sidesOf([...series.occurrences, ...more], {
    expert: series.expert.time_zone,
    founder: series.founder.time_zone,
  });
}

/** The reader's clock and the other side's, as with sessions. */
export function seriesClocks(series: Dated, me: Me, more: readonly Told[] = []) {
  const { expert, founder } = sidesIn(series, more);
  if (me.expert_id === series.expert.id) return { here: expert, there: founder };
  const isColleague = me.role === "startup_member" && me.id !== series.founder.id;
  return { here: isColleague ? clockOf(me) : founder, there: expert };
}

/** The zones of reader and other side at the next date of a series in a list, journeys included. */
export function nextZones(series: SeriesRow, me: Me) {
  const { expert, founder, next_expert_time_zone, next_founder_time_zone } = series;
  const then = { expert_time_zone: next_expert_time_zone, founder_time_zone: next_founder_time_zone };
  return sessionZones({ expert, founder, ...then }, me);
}

/** One series, read again every few seconds while it waits for an answer. */
export function useSeries(id: string) {
  return api.useQuery(
    "get",
    "/api/series/{series_id}/",
    { params: { path: { series_id: id } } },
    {
      refetchInterval: ({ state }) => (state.data?.state === "requested" ? 4_000 : 20_000),
      staleTime: 0,
    },
  );
}

/** After a change: shows the answer at once, and reads the lists and the free starts again. */
export function useSeriesChanged() {
  const queries = useQueryClient();
  return async (series: Series) => {
    const { queryKey } = api.queryOptions("get", "/api/series/{series_id}/", {
      params: { path: { series_id: series.id } },
    });
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, series);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["get", "/api/series/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/sessions/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/sessions/{session_id}/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/experts/{expert_id}/free-starts/"] }),
    ]);
  };
}

/** The dates that still can be changed: agreed or asked for, and not begun. */
export function datesAhead(series: Pick<Series, "occurrences">, now: Date) {
  const live = ["requested", "proposed", "confirmed"];
  return series.occurrences.filter(
    ({ state, starts_at }) => live.includes(state) && Date.parse(starts_at) > now.getTime(),
  );
}
