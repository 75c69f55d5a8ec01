import type { GuestAgenda } from "@/api/types";

/** A meeting as the phone remembers it: enough to say later what became of it. */
export type Seat = {
  round: number;
  starts_at: string;
  ends_at: string;
  table: string;
  people: { id: number; name: string }[];
};

/** What a round is now, compared with what was looked at before. */
export type Change = { what: "added" | "gone" | "table" | "people" | "hours"; seat: Seat; before: Seat };

export function seatsOf(agenda: GuestAgenda): Seat[] {
  return agenda.meetings.map(({ round, starts_at, ends_at, table, people }) => ({
    round,
    starts_at,
    ends_at,
    table: table.name || String(table.number),
    people: people.map(({ id, name }) => ({ id, name })),
  }));
}

/** The rounds that differ and are not over at `now` (milliseconds), in their order. */
export function changesOf(before: Seat[], after: Seat[], now: number): Change[] {
  const rounds = [...new Set([...before, ...after].map(({ round }) => round))].sort(
    (one, other) => one - other,
  );
  return rounds.flatMap((round) => {
    const change = changeOf(bySame(before, round), bySame(after, round));
    return change && Date.parse(change.seat.ends_at) > now ? [change] : [];
  });
}

function bySame(seats: Seat[], round: number) {
  return seats.find((one) => one.round === round);
}

function changeOf(before: Seat | undefined, after: Seat | undefined): Change | undefined {
  if (!after) return before && { what: "gone", seat: before, before };
  if (!before) return { what: "added", seat: after, before: after };
  const what = difference(before, after);
  return what && { what, seat: after, before };
}

function difference(before: Seat, after: Seat): Change["what"] | undefined {
  const ids = (seat: Seat) => seat.people.map(({ id }) => id).join();
  if (ids(before) !== ids(after)) return "people";
  if (before.table !== after.table) return "table";
  return Date.parse(before.starts_at) === Date.parse(after.starts_at) ? undefined : "hours";
}
