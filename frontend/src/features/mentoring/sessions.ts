import { useQueryClient } from "@tanstack/react-query";
import type { Me, SessionDetail, SessionRow, SessionState } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { clockOf, isCoordinator } from "@/features/accounts/me";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";

export const sessionStates = [
  "requested",
  "proposed",
  "confirmed",
  "completed",
  "cancelled",
  "declined",
  "expired",
  "no_show",
] as const satisfies SessionState[];

export const stateTones: Record<SessionState, Tone> = {
  requested: "warn",
  proposed: "warn",
  confirmed: "good",
  completed: "accent",
  cancelled: "quiet",
  declined: "quiet",
  expired: "quiet",
  no_show: "bad",
};

type Zoned = Pick<SessionRow, "expert" | "founder" | "expert_time_zone" | "founder_time_zone"> &
  Partial<Pick<SessionRow, "companions">>;
type Clocks = { here: Clock; there: string };
type Beside = Partial<Pick<SessionRow, "companions">>;
type Who = Pick<Me, "expert_id">;

/** The reader's place as another expert than the one who was asked. */
function besideAsExpert({ companions = [] }: Beside, { expert_id }: Who) {
  return companions.find(({ expert }) => expert !== null && expert === expert_id);
}

/** Whether the reader is one of the session's experts. */
export function isOfExperts(session: Pick<SessionRow, "expert"> & Beside, me: Who): boolean {
  return me.expert_id === session.expert.id || besideAsExpert(session, me) !== undefined;
}

/** Who takes part beside the reader and whom they meet, by name; to the hub, beside the founder and the expert asked. */
export function namesBeside(session: Pick<SessionRow, "expert" | "companions">, me: Who): string {
  const { expert, companions } = session;
  const mine = besideAsExpert(session, me);
  const others = companions.filter((one) => one.left_at === null && one !== mine);
  return [...(mine ? [expert] : []), ...others].map(({ name }) => name).join(", ");
}

/**
 * The reader's clock and the other side's zone when the session starts, journeys included. Somebody of the hub reads the
 * founder's first.
 */
export function sessionZones(
  session: Zoned,
  me: Pick<Me, "clock" | "expert_id" | "time_zone" | "role">,
): Clocks {
  const { expert_time_zone, founder_time_zone } = session;
  if (isOfExperts(session, me)) return { here: clockOf(me), there: founder_time_zone };
  return { here: isCoordinator(me) ? founder_time_zone : clockOf(me), there: expert_time_zone };
}

/** Which of those told of beside free starts are the reader and the other side, as `sessionZones` has it. */
function sessionSides(session: Zoned, me: Pick<Me, "expert_id" | "id" | "role">) {
  if (me.expert_id === session.expert.id) return { here: "expert", there: "founder" } as const;
  const isColleague = me.role === "startup_member" && me.id !== session.founder.id;
  return { here: isColleague ? "viewer" : "founder", there: "expert" } as const;
}

/** The session's both sides while another start is looked for: their homes, and who they are. */
export function sessionReading(session: Zoned, me: Pick<Me, "expert_id" | "id" | "role" | "time_zone">) {
  const { expert, founder } = session;
  const sides = sessionSides(session, me);
  const homes = { expert: expert.time_zone, founder: founder.time_zone, viewer: me.time_zone };
  return { here: homes[sides.here], there: homes[sides.there], sides };
}

function isUnsettled(session: SessionDetail): boolean {
  const waits = ["ready", "sending", "unknown", "accepted", "sent"];
  const messages = session.messages.some((message) => waits.includes(message.state));
  const asked = session.state === "requested" || session.state === "proposed";
  return asked || session.calendar.state === "waiting" || messages;
}

/** Under what a change is asked for: the session as it was seen. */
export function paramsUnder(seen: Pick<SessionDetail, "id" | "revision">) {
  return { path: { session_id: seen.id }, header: { "If-Match": `"${seen.revision}"` } };
}

/** One session, read again every few seconds while something about it is still on its way. */
export function useSession(id: string) {
  const every = (session: SessionDetail | undefined) => (session && isUnsettled(session) ? 4_000 : 20_000);
  return api.useQuery(
    "get",
    "/api/sessions/{session_id}/",
    { params: { path: { session_id: id } } },
    { refetchInterval: ({ state }) => every(state.data), staleTime: 0 },
  );
}

/** After a change: shows the answer at once, and reads the lists and the story again. */
export function useSessionChanged() {
  const queries = useQueryClient();
  return async (session: SessionDetail) => {
    const path = { params: { path: { session_id: session.id } } };
    const { queryKey } = api.queryOptions("get", "/api/sessions/{session_id}/", path);
    // A read that left before the change would put the old state back.
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, session);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["get", "/api/sessions/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/sessions/{session_id}/story/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/experts/{expert_id}/free-starts/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/programmes/"] }), // the quotas
    ]);
  };
}
