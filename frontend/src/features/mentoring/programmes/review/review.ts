import type { ProgrammeApplicationRow } from "@/api/types";
import type { Tone } from "@/components/Tag";

export type ApplicationState = ProgrammeApplicationRow["state"];

export const pageSize = 50;
export const sentStates = ["submitted", "waitlisted", "accepted", "declined"] as const;
export const orderings = ["-score", "startup"] as const;
export const decisions = ["accepted", "waitlisted", "declined"] as const;
export type Decision = (typeof decisions)[number];

export const applicationTones: Record<ApplicationState, Tone> = {
  draft: "quiet",
  submitted: "accent",
  accepted: "good",
  waitlisted: "warn",
  declined: "quiet",
  withdrawn: "quiet",
};

/** What was accepted stays; everything else can be decided, also again. */
export function isDecidable(row: Pick<ProgrammeApplicationRow, "state">): boolean {
  return row.state === "submitted" || row.state === "waitlisted" || row.state === "declined";
}
