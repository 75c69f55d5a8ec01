import type { SessionState } from "@/api/types";
import { addDays, startOfDay } from "@/lib/days";
import { sessionStates } from "../sessions";

/** The address's filters as the server wants them; days are read in the reader's zone, the last one included. */
export function sessionsQuery(get: (name: string) => string, timeZone: string) {
  const from = get("from");
  const until = get("until");
  const state: SessionState | undefined = sessionStates.find((known) => known === get("state"));
  return {
    state: state && [state],
    programme: get("programme") || undefined,
    q: get("q") || undefined,
    from: from ? startOfDay(from, timeZone).toISOString() : undefined,
    until: until ? startOfDay(addDays(until, 1), timeZone).toISOString() : undefined,
    attention: get("attention") === "true" || undefined,
    ordering: [get("ordering") === "starts_at" ? ("starts_at" as const) : ("-starts_at" as const)],
  };
}

export function exportHref(query: ReturnType<typeof sessionsQuery>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  return `/api/sessions/export.csv?${params}`;
}
