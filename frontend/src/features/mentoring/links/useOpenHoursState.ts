import { useParams } from "react-router";
import { clockOf, useMeQuery } from "@/features/accounts/me";
import { useOwnLanguage } from "@/features/accounts/useOwnLanguage";
import { serverNow } from "@/lib/clock";
import { dayOf } from "@/lib/days";
import { useUrlState } from "@/lib/useUrlState";
import { type Clock, clockFrom, zoneAt } from "@/lib/whoseClock";
import { useOpenHours } from "./openHours";

/** What a page behind a public link shows; zone, weeks and the chosen start live in its address. */
export function useOpenHoursState() {
  const { token = "" } = useParams();
  const me = useMeQuery();
  useOwnLanguage(me.data);
  const url = useUrlState();
  const own = me.data
    ? zoneAt(clockOf(me.data), serverNow())
    : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = url.get("zone") || own;
  const from = url.get("from") || dayOf(serverNow(), zone);
  const hours = useOpenHours(token, from, zone);
  // Who chose a zone reads that one; else one's own, wherever one is.
  const here: Clock = url.get("zone") ? zone : clockFrom(hours.data?.viewer_clock ?? [], zone);
  const there = clockFrom(hours.data?.expert_clock ?? [], hours.data?.expert?.time_zone ?? zone);
  const clocks = { here, there: hours.data?.expert ? there : here };
  return { token, me: me.data, url, zone, from, hours, clocks };
}
