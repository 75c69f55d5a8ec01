import { useQueryClient } from "@tanstack/react-query";
import type { EventDesk } from "@/api/types";
import { api } from "@/lib/api";

/** One event as coordinators edit it. */
export function useEventDesk(slug: string) {
  return api.useQuery("get", "/api/event-desk/{slug}/", { params: { path: { slug } } });
}

/** Under what a change is asked for: the event as it was seen. */
export function paramsUnder({ slug, revision }: Pick<EventDesk, "slug" | "revision">) {
  return { path: { slug }, header: { "If-Match": `"${revision}"` } };
}

/** After a change: shows the answer at once, and reads the lists again. */
export function useEventChanged() {
  const queries = useQueryClient();
  return async (event: EventDesk) => {
    const path = { params: { path: { slug: event.slug } } };
    const { queryKey } = api.queryOptions("get", "/api/event-desk/{slug}/", path);
    queries.setQueryData(queryKey, event);
    for (const list of ["/api/event-desk/", "/api/events/", "/api/events/{slug}/"] as const)
      await queries.invalidateQueries({ queryKey: ["get", list] });
  };
}

/** After something became of a guest: the list, the wishes and the figures are read again. */
export function useGuestsChanged() {
  const queries = useQueryClient();
  return async () => {
    for (const list of [
      "/api/event-desk/{slug}/registrations/",
      "/api/event-desk/{slug}/wishes/",
      "/api/event-desk/{slug}/",
      "/api/event-desk/",
    ] as const)
      await queries.invalidateQueries({ queryKey: ["get", list] });
  };
}
