import { type PointerEvent, useState } from "react";
import type { HoursRange } from "@/api/types";
import { type Cell, isOpen, painted } from "./ranges";

type Stroke = { from: Cell; to: Cell; open: boolean };

function cellUnder(event: PointerEvent): Cell | null {
  const element = document.elementFromPoint(event.clientX, event.clientY);
  const { weekday, minute } = element instanceof HTMLElement ? element.dataset : {};
  return weekday && minute ? { weekday: Number(weekday), minute: Number(minute) } : null;
}

/** Painting with mouse, pen or finger: the first cell decides whether the stroke opens or closes hours. */
export function usePainting(ranges: HoursRange[], onChange: (ranges: HoursRange[]) => void) {
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const start = (event: PointerEvent) => {
    const cell = event.button === 0 ? cellUnder(event) : null;
    if (!cell) return;
    // A finger holds on to the cell it began on; released, the moves tell what is under it.
    if (event.target instanceof Element) event.target.releasePointerCapture?.(event.pointerId);
    setStroke({ from: cell, to: cell, open: !isOpen(ranges, cell) });
  };
  const move = (event: PointerEvent) => {
    const cell = stroke && cellUnder(event);
    if (stroke && cell) setStroke({ ...stroke, to: cell });
  };
  const finish = () => {
    if (stroke) onChange(painted(ranges, stroke.from, stroke.to, stroke.open));
    setStroke(null);
  };
  const cancel = () => setStroke(null);
  const handlers = {
    onPointerDown: start,
    onPointerMove: move,
    onPointerUp: finish,
    onPointerCancel: cancel,
  };
  return { stroke, handlers };
}

export function isWithin({ from, to }: Stroke, { weekday, minute }: Cell): boolean {
  const between = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);
  return between(weekday, from.weekday, to.weekday) && between(minute, from.minute, to.minute);
}
