import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/lib/api";
import { addDays, startOfDay } from "@/lib/days";

/** Weeks asked for at once. The server answers at most 62 days. */
const weeksAtOnce = 4;

type Wanted = {
  expertId: number;
  programme: string;
  moving?: string | undefined;
  timeZone: string;
  firstMonday: string;
  week: number;
};

function blockRequest({ expertId, programme, moving, timeZone, firstMonday }: Wanted, block: number) {
  const from = addDays(firstMonday, block * weeksAtOnce * 7);
  const until = addDays(from, weeksAtOnce * 7);
  const query = {
    programme,
    ...(moving ? { moving } : {}),
    from: startOfDay(from, timeZone).toISOString(),
    until: startOfDay(until, timeZone).toISOString(),
  };
  return { params: { path: { expert_id: expertId }, query } };
}

/** The free starts of the four weeks around the `week`-th from `firstMonday`; the next four are fetched ahead. */
export function useFreeStarts(wanted: Wanted) {
  const queries = useQueryClient();
  const block = Math.floor(wanted.week / weeksAtOnce);
  const path = "/api/experts/{expert_id}/free-starts/";
  const request = blockRequest(wanted, block);
  const ahead = JSON.stringify(blockRequest(wanted, block + 1));
  const ready = Boolean(wanted.programme);
  const free = api.useQuery("get", path, request, { enabled: ready, staleTime: 30_000 });
  const loaded = free.isSuccess;
  useEffect(() => {
    if (loaded) void queries.prefetchQuery(api.queryOptions("get", path, JSON.parse(ahead)));
  }, [queries, ahead, loaded]);
  return free;
}
