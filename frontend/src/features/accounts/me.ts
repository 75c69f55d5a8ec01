import type { Me } from "@/api/types";
import { api } from "@/lib/api";
import { type Clock, clockFrom } from "@/lib/whoseClock";

/** The signed-in person; pages below `RequireSignIn` may count on it being there. */
export function useMeQuery() {
  return api.useQuery("get", "/api/me/", {}, { staleTime: 60_000 });
}

export function useMe(): Me {
  const { data } = useMeQuery();
  if (!data) throw new Error("useMe is for pages behind RequireSignIn");
  return data;
}

/** On whose clock the signed-in person lives, journeys included: times are told on it. Hours are said on that at home. */
export function clockOf(me: Pick<Me, "clock" | "time_zone">): Clock {
  return clockFrom(me.clock, me.time_zone);
}

export function useOwnClock(): Clock {
  return clockOf(useMe());
}

export function isCoordinator(me: Pick<Me, "role">): boolean {
  return me.role === "coordinator" || me.role === "administrator";
}

export function isGuest(me: Pick<Me, "role">): boolean {
  return me.role === "mentor" || me.role === "contact";
}

/** Whether sessions are held with this person: a startup's member or a mentor. */
export function holdsSessions(me: Pick<Me, "role">): boolean {
  return me.role === "startup_member" || me.role === "mentor";
}
