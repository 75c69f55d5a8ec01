import type { GoogleWish } from "@/api/types";

export const places = [
  "chosen_calendar",
  "own_calendar",
  "nothing",
] as const satisfies GoogleWish["writes_to"][];

/** What is offered first: all that Meridian can do. */
export const everything: GoogleWish = { reads_busy: true, writes_to: "chosen_calendar" };

export function isEmpty({ reads_busy, writes_to }: GoogleWish): boolean {
  return !reads_busy && writes_to === "nothing";
}
