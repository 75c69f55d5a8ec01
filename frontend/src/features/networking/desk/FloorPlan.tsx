import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { EventTable } from "@/api/types";
import classes from "../events.module.css";

type FloorPlanProps = {
  tables: EventTable[];
  /** The address of the picture of the room, "" for none. */
  picture: string;
  onMove: (number: number, place: { x: number; y: number }) => void;
};

const step = 20;
const ways: Record<string, [number, number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};
const within = (value: number) => Math.max(0, Math.min(1000, Math.round(value)));

/** The room from above: tables are dragged, or moved with the arrow keys. */
export function FloorPlan({ tables, picture, onMove }: FloorPlanProps) {
  const { t } = useTranslation();
  const room = useRef<HTMLDivElement>(null);
  const drag = (number: number) => (event: PointerEvent<HTMLButtonElement>) => {
    const box = room.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onMove(number, {
      x: within(((event.clientX - box.left) / box.width) * 1000),
      y: within(((event.clientY - box.top) / box.height) * 1000),
    });
  };
  const press = (table: EventTable) => (event: KeyboardEvent) => {
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    onMove(table.number, { x: within(table.x + way[0]), y: within(table.y + way[1]) });
  };
  return (
    <div ref={room} className={classes.plan} data-picture={picture ? true : undefined}>
      {picture ? <img src={picture} alt="" draggable={false} /> : null}
      {tables.map((table) => (
        <button
          key={table.number}
          type="button"
          className={classes.spot}
          style={{ left: `${table.x / 10}%`, top: `${table.y / 10}%` }}
          data-out={table.is_out || undefined}
          aria-label={t("events.tableOnPlan", { number: table.number, name: table.name })}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag(table.number)}
          onKeyDown={press(table)}
        >
          {table.number}
        </button>
      ))}
    </div>
  );
}
