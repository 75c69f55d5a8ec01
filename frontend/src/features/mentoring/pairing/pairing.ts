import { useQueryClient } from "@tanstack/react-query";
import type { Cycle, PairingRun, RunRow } from "@/api/types";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";

const soon = 1_000;
const later = 15_000;

export const parts = [
  "startup_wish",
  "expert_wish",
  "topics",
  "words",
  "language",
  "stage",
  "market",
  "hours",
  "past",
  "load",
] as const;
export type Part = (typeof parts)[number];
export type Weights = Cycle["terms"]["weights"];
export type PairIds = { startup: number; expert: number };

export const isGoingOn = (run: Pick<RunRow, "state"> | undefined) =>
  run?.state === "waiting" || run?.state === "running";

export const isLiving = (cycle: Pick<Cycle, "state">) =>
  cycle.state !== "closed" && cycle.state !== "cancelled";

/** Whether anybody's answer still counts: what is published is not paired anew by it. */
export const takesAnswers = (cycle: Pick<Cycle, "state">) =>
  cycle.state === "collecting" || cycle.state === "review";

export function useCycles(state?: Cycle["state"][]) {
  return api.useQuery(
    "get",
    "/api/cycles/",
    { params: { query: { state, page_size: 50 } } },
    { refetchInterval: later },
  );
}

export function useCycle(id: number) {
  return api.useQuery("get", "/api/cycles/{cycle_id}/", { params: { path: { cycle_id: id } } });
}

export function useRuns(cycle: number) {
  return api.useQuery(
    "get",
    "/api/cycles/{cycle_id}/runs/",
    { params: { path: { cycle_id: cycle }, query: { page_size: 50 } } },
    { refetchInterval: ({ state }) => (state.data?.results.some(isGoingOn) ? soon : later) },
  );
}

export function useRun(id: number | undefined) {
  return api.useQuery(
    "get",
    "/api/pairing-runs/{run_id}/",
    { params: { path: { run_id: id ?? 0 } } },
    { enabled: id !== undefined, refetchInterval: ({ state }) => (isGoingOn(state.data) ? soon : false) },
  );
}

/** What to do after anything of a cycle was changed: all that shows it is read again. */
export function usePairingChanged() {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => /^\/api\/(cycles|pairing-runs)\//.test(String(queryKey[1])),
    });
}

/** The names of those on the board, by id, in the reader's language. */
export function useBoardNames(run: PairingRun) {
  const language = useLanguage();
  const startups = new Map(
    run.startups.map((one) => [one.id, inLanguage(language, one.name_ko, one.name_en)]),
  );
  const experts = new Map(run.experts.map((one) => [one.id, one.name]));
  return {
    startup: (id: number) => startups.get(id) ?? "",
    expert: (id: number) => experts.get(id) ?? "",
  };
}

export function useProgrammeName() {
  const language = useLanguage();
  return (cycle: Cycle) => inLanguage(language, cycle.programme.name_ko, cycle.programme.name_en);
}
