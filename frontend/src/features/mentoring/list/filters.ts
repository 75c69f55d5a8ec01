import type { SessionState } from "@/api/types";
import { addDays, startOfDay } from "@/lib/days";
import type { Clock } from "@/lib/whoseClock";
import { sessionStates } from "../sessions";

export const spans = ["upcoming", "past", "all"] as const;
export type Span = (typeof spans)[number];
type Get = (name: string) => string;

/** What part of time is listed: what is asked for, else what lies ahead, or all where another filter is set. */
export function spanOf(get: Get): Span {
  const asked = spans.find((span) => span === get("when"));
  const filtered = ["state", "from", "until", "attention", "q"].some((name) => get(name));
  return asked ?? (filtered ? "all" : "upcoming");
}

const quarterHour = 900_000;

/** A moment ago, the same for a while, so that the question stays the same and its answer can be kept. */
function lately(now: Date): string {
  return new Date(Math.floor(now.getTime() / quarterHour) * quarterHour).toISOString();
}

function orderOf(get: Get, span: Span): "starts_at" | "-starts_at" {
  const asked = get("ordering");
  if (asked === "starts_at" || asked === "-starts_at") return asked;
  return span === "past" ? "-starts_at" : "starts_at";
}

/** The address's filters as the server wants them; days are read in the reader's zone, the last one included. */
export function sessionsQuery(get: Get, timeZone: Clock, now: Date) {
  const from = get("from");
  const until = get("until");
  const span = spanOf(get);
  const earliest = from ? startOfDay(from, timeZone).toISOString() : undefined;
  const latest = until ? startOfDay(addDays(until, 1), timeZone).toISOString() : undefined;
  const state: SessionState | undefined = sessionStates.find((known) => known === get("state"));
  return {
    state: state && [state],
    programme: get("programme") || undefined,
    q: get("q") || undefined,
    from: earliest ?? (span === "upcoming" ? lately(now) : undefined),
    until: latest ?? (span === "past" ? lately(now) : undefined),
    attention: get("attention") === "true" || undefined,
    ordering: [orderOf(get, span)],
  };
}

export function exportHref(query: ReturnType<typeof sessionsQuery>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  return `/api/sessions/export.csv?${params}`;
}
