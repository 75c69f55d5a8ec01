import type { Me } from "@/api/types";
import type { IconName } from "@/components/Icon";
import { isCoordinator, isGuest } from "@/features/accounts/me";

type Place = {
  to: string;
  label: "home" | "mentors" | "sessions" | "pairs" | "groups" | "events" | "hours" | "import" | "settings";
  icon: IconName;
};

const home: Place = { to: "/", label: "home", icon: "home" };
const mentors: Place = { to: "/mentors", label: "mentors", icon: "people" };
const sessions: Place = { to: "/sessions", label: "sessions", icon: "calendar" };
const pairs: Place = { to: "/pairs", label: "pairs", icon: "link" };
const groups: Place = { to: "/groups", label: "groups", icon: "groups" };
const events: Place = { to: "/events", label: "events", icon: "ticket" };
const hours: Place = { to: "/hours", label: "hours", icon: "hours" };
const imports: Place = { to: "/import", label: "import", icon: "upload" };
const settings: Place = { to: "/settings", label: "settings", icon: "settings" };

/** The places that the navigation offers to a person. */
export function placesFor(me: Pick<Me, "role"> | undefined): Place[] {
  if (!me) return [];
  if (isCoordinator(me)) return [home, sessions, pairs, groups, events, mentors, imports, settings];
  if (me.role === "contact") return [home, events, hours, settings];
  return isGuest(me)
    ? [home, sessions, pairs, groups, hours, settings]
    : [home, mentors, sessions, pairs, groups, events, settings];
}
