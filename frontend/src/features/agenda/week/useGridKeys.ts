import { type KeyboardEvent, useRef, useState } from "react";
import type { HoursRange } from "@/api/types";
import { type Cell, halfHour, isOpen, painted } from "./ranges";

const steps: Record<string, Cell> = {
  ArrowLeft: { weekday: -1, minute: 0 },
  ArrowRight: { weekday: 1, minute: 0 },
  ArrowUp: { weekday: 0, minute: -halfHour },
  ArrowDown: { weekday: 0, minute: halfHour },
  PageUp: { weekday: 0, minute: -240 },
  PageDown: { weekday: 0, minute: 240 },
};

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** The keyboard's way through the week, from the minute `first` of each day on: arrows move, space or enter toggles, shift with arrows carries on. */
export function useGridKeys(ranges: HoursRange[], first: number, onChange: (ranges: HoursRange[]) => void) {
  const [focused, setFocused] = useState<Cell>({ weekday: 0, minute: 540 });
  const grid = useRef<HTMLTableElement>(null);
  const goTo = (cell: Cell) => {
    setFocused(cell);
    grid.current
      ?.querySelector<HTMLElement>(`[data-weekday="${cell.weekday}"][data-minute="${cell.minute}"]`)
      ?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      onChange(painted(ranges, focused, focused, !isOpen(ranges, focused)));
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = {
      weekday: clamp(focused.weekday + step.weekday, 0, 6),
      minute: clamp(focused.minute + step.minute, first, 1440 - halfHour),
    };
    if (event.shiftKey) onChange(painted(ranges, focused, next, isOpen(ranges, focused)));
    goTo(next);
  };
  return { grid, focused, setFocused, onKeyDown };
}
