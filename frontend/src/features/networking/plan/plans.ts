import { useQueryClient } from "@tanstack/react-query";
import type { EventPlan, EventPlanRow } from "@/api/types";
import { api } from "@/lib/api";
import type { Seat } from "./shapes";

const soon = 1_000;
const later = 15_000;

export const isGoingOn = (plan: Pick<EventPlanRow, "state"> | undefined) =>
  plan?.state === "waiting" || plan?.state === "running";

/** The plans of an event, the newest first: asked for every second while one is worked out. */
export function usePlans(slug: string) {
  return api.useQuery(
    "get",
    "/api/event-desk/{slug}/plans/",
    { params: { path: { slug } } },
    { refetchInterval: ({ state }) => (state.data?.results.some(isGoingOn) ? soon : later) },
  );
}

/** A plan as a board, once it is worked out. */
export function usePlan(row: EventPlanRow | undefined) {
  return api.useQuery(
    "get",
    "/api/event-plans/{plan_id}/",
    { params: { path: { plan_id: row?.id ?? 0 } } },
    { enabled: row !== undefined && !isGoingOn(row) },
  );
}

/** What to do after anything of a plan or of the day was changed: all that shows it is read again. */
export function usePlansChanged() {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => /^\/api\/(event-desk|event-plans)\//.test(String(queryKey[1])),
    });
}

/** Changes of a plan by hand, each bound to the revision that is seen. */
export function useHand(plan: EventPlan) {
  const onSuccess = usePlansChanged();
  const move = api.useMutation("put", "/api/event-plans/{plan_id}/meetings/{meeting_id}/", { onSuccess });
  const remove = api.useMutation("delete", "/api/event-plans/{plan_id}/meetings/{meeting_id}/", {
    onSuccess,
  });
  const pins = api.useMutation("post", "/api/event-plans/{plan_id}/pins/", { onSuccess });
  const header = { "If-Match": `"${plan.revision}"` };
  const at = (meeting_id: number) => ({ params: { path: { plan_id: plan.id, meeting_id }, header } });
  const settle = (deed: Promise<unknown>) => deed.then(onSuccess, onSuccess);
  return {
    move: (meeting: number, to: Seat) =>
      settle(move.mutateAsync({ ...at(meeting), body: { ...to, swap: false } })),
    remove: (meeting: number) => settle(remove.mutateAsync(at(meeting))),
    pin: (meetings: number[], is_pinned: boolean) =>
      settle(
        pins.mutateAsync({ params: { path: { plan_id: plan.id }, header }, body: { meetings, is_pinned } }),
      ),
    error: move.error ?? remove.error ?? pins.error,
  };
}
