import type { EventPlan } from "@/api/types";

type PlanRound = EventPlan["rounds"][number];
export type PlanTable = EventPlan["tables"][number];
export type PlanGuest = EventPlan["guests"][number];
/** A meeting with everybody at its table, the host first. */
export type PlanMeeting = EventPlan["placed"][number] & { everybody: readonly number[] };
export type PlanBoard = {
  rounds: readonly PlanRound[];
  tables: readonly PlanTable[];
  guests: readonly PlanGuest[];
  meetings: readonly PlanMeeting[];
};
/** A round by its number and a table by its id. */
export type Seat = { round: number; table: number };

export function boardOf(plan: EventPlan): PlanBoard {
  const { rounds, tables, guests, placed } = plan;
  const meetings = placed.map((one) => ({ ...one, everybody: [one.host, ...one.guests] }));
  return { rounds, tables, guests, meetings };
}

export const tableName = (table: PlanTable | undefined) => table?.name || String(table?.number ?? "");
