import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import type { PendingWrite } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { api } from "@/lib/api";
import type { UrlState } from "@/lib/useUrlState";

export const standings = ["failed", "paused", "waiting"] as const satisfies PendingWrite["standing"][];
export const times = ["upcoming", "past", "all"] as const;
export const pageSize = 20;

export const standingTones: Record<PendingWrite["standing"], Tone> = {
  failed: "bad",
  paused: "warn",
  waiting: "quiet",
};

const LIST = "/api/calendar-writes/";
const SUMMARY = "/api/calendar-writes/summary/";

/** What part of time is listed: what lies ahead, unless the address says otherwise. */
export function timeOf(url: UrlState): (typeof times)[number] {
  return times.find((time) => time === url.get("when")) ?? "upcoming";
}

/** The address's filters as the server wants them, without the state. */
function otherFilters(url: UrlState) {
  const time = timeOf(url);
  return {
    q: url.get("q") || undefined,
    person: Number(url.get("person")) || undefined,
    ahead: time === "all" ? undefined : time === "upcoming",
  };
}

export function filtersIn(url: UrlState) {
  const state = standings.find((standing) => standing === url.get("state"));
  return { ...otherFilters(url), state: state && [state] };
}

const often = { refetchInterval: 8_000, staleTime: 0, placeholderData: keepPreviousData };

export function useWrites(url: UrlState) {
  const query = { ...filtersIn(url), page: url.page, page_size: pageSize };
  return api.useQuery("get", LIST, { params: { query } }, often);
}

/** How many of all states there are among what the other filters let through. */
export function useTally(url: UrlState) {
  return api.useQuery("get", SUMMARY, { params: { query: otherFilters(url) } }, often);
}

/** How many of those shown a try can help. */
export function useHelpable(url: UrlState): number {
  const query = filtersIn(url);
  return api.useQuery("get", SUMMARY, { params: { query } }, often).data?.can_be_tried ?? 0;
}

/** How many of what lies ahead will not come right by themselves, or not soon. */
export function useStuckWrites(): number {
  const query = { ahead: true };
  const { data } = api.useQuery("get", SUMMARY, { params: { query } }, { refetchInterval: 15_000 });
  return data ? data.failed + data.paused : 0;
}

export function useRetry() {
  const queries = useQueryClient();
  const settled = { onSuccess: () => queries.invalidateQueries() };
  return {
    one: api.useMutation("post", "/api/calendar-writes/{event_id}/retry/", settled),
    all: api.useMutation("post", "/api/calendar-writes/retry/", settled),
  };
}
