import type { GroupRow, Me } from "@/api/types";
import { wallClock } from "@/lib/days";

type Timed = Pick<GroupRow, "starts_at" | "ends_at" | "your_time_zone">;
type Hours = Pick<Me, "humane_from" | "humane_until">;

/** The minute of the day that "22:00:00" names. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Whether some of it lies outside the hours in which the reader, wherever they are then, accepts to meet; these may go over midnight. */
export function isOutsideHours(group: Timed, me: Hours): boolean {
  const day = 1440;
  const from = minuteOf(me.humane_from);
  const length = (minuteOf(me.humane_until) - from + day) % day || day;
  const minutes = (Date.parse(group.ends_at) - Date.parse(group.starts_at)) / 60_000;
  const after = (wallClock(group.starts_at, group.your_time_zone).minute - from + day) % day;
  return length < day && after + minutes > length;
}
