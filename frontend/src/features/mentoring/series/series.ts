import { useQueryClient } from "@tanstack/react-query";
import type { Me, Series, SeriesState } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { api } from "@/lib/api";
import { sessionZones } from "../sessions";

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

/** The reader's zone and the other side's, as with sessions; a series is read on the clocks of its people's homes. */
export function seriesZones(series: Pick<Series, "expert" | "founder">, me: Me) {
  const { expert, founder } = series;
  const homes = { expert_time_zone: expert.time_zone, founder_time_zone: founder.time_zone };
  return sessionZones({ expert, founder, ...homes }, me);
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
