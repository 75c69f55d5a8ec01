import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import type { LoggedMessage } from "@/api/types";
import { api } from "@/lib/api";
import { addDays, startOfDay } from "@/lib/days";
import type { UrlState } from "@/lib/useUrlState";
import type { Clock } from "@/lib/whoseClock";

/** What a coordinator asks for first; each stands for some of the states that a message can be in. */
export const standings = ["look", "waiting", "arrived", "dropped"] as const;
export type Standing = (typeof standings)[number];
export const pageSize = 20;

const states: Record<Standing, LoggedMessage["state"][]> = {
  look: ["failed", "undelivered", "unknown"],
  waiting: ["ready", "sending", "accepted"],
  arrived: ["sent", "delivered"],
  dropped: ["dropped"],
};
const LIST = "/api/messages/";

export const standingIn = (url: UrlState): Standing | "" =>
  standings.find((standing) => standing === url.get("state")) ?? "";

/** The address's filters as the server wants them; days are read in the reader's zone, the last one included. */
export function filtersIn(url: UrlState, timeZone: Clock) {
  const standing = standingIn(url);
  const [from, until] = [url.get("from"), url.get("until")];
  return {
    state: standing ? states[standing] : undefined,
    channel: url.get("channel") || undefined,
    person: Number(url.get("person")) || undefined,
    q: url.get("q") || undefined,
    written_from: from ? startOfDay(from, timeZone).toISOString() : undefined,
    written_until: until ? startOfDay(addDays(until, 1), timeZone).toISOString() : undefined,
  };
}

type Filters = ReturnType<typeof filtersIn>;

const often = { refetchInterval: 8_000, staleTime: 0, placeholderData: keepPreviousData };

export function useLog(filters: Filters, page: number) {
  return api.useQuery("get", LIST, { params: { query: { ...filters, page, page_size: pageSize } } }, often);
}

/** How many of those asked for did not arrive, so that a try may help. */
export function useHelpable(filters: Filters): number {
  const failed: LoggedMessage["state"][] = ["failed", "undelivered"];
  const asked = filters.state ?? failed;
  const state = failed.filter((one) => asked.includes(one));
  const query = { ...filters, state, page: 1, page_size: 1 };
  const { data } = api.useQuery("get", LIST, { params: { query } }, { ...often, enabled: state.length > 0 });
  return state.length > 0 ? (data?.count ?? 0) : 0;
}

export function useDelivery(days: number) {
  return api.useQuery("get", "/api/delivery/", { params: { query: { days } } }, often);
}

export function useRetry() {
  const queries = useQueryClient();
  const settled = { onSuccess: () => queries.invalidateQueries() };
  return {
    one: api.useMutation("post", "/api/messages/{message_id}/retry/", settled),
    all: api.useMutation("post", "/api/messages/retry/", settled),
  };
}

export function exportHref(filters: Filters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  return `/api/messages/export.csv?${params}`;
}
