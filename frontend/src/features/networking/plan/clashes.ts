import type { PlanBoard, PlanMeeting, Seat } from "./shapes";

/** Why a meeting cannot be held at a seat. The server has the last word; this is what it will say. */
export type Clash =
  | { kind: "tableTaken" }
  | { kind: "tableOut" }
  | { kind: "away"; guest: number }
  | { kind: "busy"; guest: number };

/** What would clash if `meeting` were moved to `seat`; nothing where it is already. */
export function clashesAt(board: PlanBoard, meeting: PlanMeeting, seat: Seat): Clash[] {
  if (seat.round === meeting.round && seat.table === meeting.table) return [];
  const others = board.meetings.filter((one) => one.id !== meeting.id && one.round === seat.round);
  const clashes: Clash[] = [];
  const table = board.tables.find(({ id }) => id === seat.table);
  if (!table?.rounds.includes(seat.round)) clashes.push({ kind: "tableOut" });
  if (others.some(({ table }) => table === seat.table)) clashes.push({ kind: "tableTaken" });
  const busy = new Set(others.flatMap(({ everybody }) => everybody));
  for (const guest of meeting.everybody) {
    const rounds = board.guests.find(({ id }) => id === guest)?.rounds ?? [];
    if (!rounds.includes(seat.round)) clashes.push({ kind: "away", guest });
    else if (busy.has(guest)) clashes.push({ kind: "busy", guest });
  }
  return clashes;
}
