import type { SessionState } from "@/api/types";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";

const quarterHour = 900_000;

/** Sessions of these states that have not ended, soonest first; requests of a series count with their series. */
export function useUpcoming(...states: SessionState[]) {
  const now = useNow(60_000).getTime();
  // Rounded, so that the question stays the same for a while and its answer can be kept.
  const from = new Date(Math.floor(now / quarterHour) * quarterHour).toISOString();
  const query = {
    state: states,
    answered_alone: true,
    from,
    ordering: ["starts_at" as const],
    page_size: 10,
  };
  return api.useQuery("get", "/api/sessions/", { params: { query } }, { refetchInterval: 15_000 });
}
