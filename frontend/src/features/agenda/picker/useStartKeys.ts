import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { dayOf } from "@/lib/days";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import { type Shape, type StartsOfDay, stepFrom } from "./starts";

/** The keyboard's way through the starts: arrows, Home, End, and PageUp or PageDown for a week or month. It turns the page where the next start is on another. */
export function useStartKeys(days: StartsOfDay[], shape: Shape, clock: Clock, onDay: (day: string) => void) {
  const [reached, setReached] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const pending = useRef<string | null>(null);
  useEffect(() => {
    // The page that the start is on may be drawn later than the key was pressed.
    if (!pending.current) return;
    const button = area.current?.querySelector<HTMLElement>(`[data-start="${pending.current}"]`);
    if (!button) return;
    pending.current = null;
    button.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.start : undefined;
    const to = from ? stepFrom(days, from, event.key, shape) : null;
    if (!to) return;
    event.preventDefault();
    pending.current = to;
    setReached(to);
    onDay(dayOf(to, zoneAt(clock, to)));
  };
  return { area, reached, onKeyDown };
}
