import { useState } from "react";
import type { GuestAgenda } from "@/api/types";
import { changesOf, type Seat, seatsOf } from "./changes";

/** What is other than when the agenda was last looked at on this phone; a first look is none. `now` in milliseconds. */
export function useChanged(agenda: GuestAgenda, now: number) {
  const place = `meridian.agenda.${agenda.event}`;
  const shown = seatsOf(agenda);
  const [seen, setSeen] = useState<Seat[]>(() => {
    const known = remembered(place);
    if (known === null && agenda.plan !== null) localStorage.setItem(place, JSON.stringify(shown));
    return known ?? shown;
  });
  const understood = () => {
    localStorage.setItem(place, JSON.stringify(shown));
    setSeen(shown);
  };
  return { changes: agenda.plan === null ? [] : changesOf(seen, shown, now), understood };
}

function remembered(place: string): Seat[] | null {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(place) ?? "null");
    return Array.isArray(known) && known.every(isSeat) ? known : null;
  } catch {
    return null;
  }
}

function isSeat(known: unknown): known is Seat {
  return (
    typeof known === "object" && known !== null && "round" in known && "ends_at" in known && "people" in known
  );
}
