import { VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { addDays, addMonths, daysBetween, firstOfMonth, mondayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { monthText, weekdayNames } from "@/lib/time";
import classes from "./MonthGrid.module.css";

type MonthGridProps = {
  label: string;
  /** The day that the keys start from; its month is shown. */
  shown: string;
  today: string;
  /** Days before this one cannot be chosen. */
  first: string;
  selected: string[];
  /** What a day is called, for those who do not see its place in the grid. */
  nameOf: (day: string) => string;
  markOf?: (day: string) => "open" | "closed" | undefined;
  onPick: (day: string) => void;
  /** The keys lead to another day, perhaps of another month. */
  onMove: (day: string) => void;
};

function weeksOf(month: string): string[][] {
  const monday = mondayOf(month);
  const weeks = Math.ceil(daysBetween(monday, addMonths(month, 1)) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    [0, 1, 2, 3, 4, 5, 6].map((offset) => addDays(monday, week * 7 + offset)),
  );
}

/** Where a key leads from a day; null for other keys. */
function moved(day: string, key: string): string | null {
  const steps: Record<string, string> = {
    ArrowLeft: addDays(day, -1),
    ArrowRight: addDays(day, 1),
    ArrowUp: addDays(day, -7),
    ArrowDown: addDays(day, 7),
    Home: mondayOf(day),
    End: addDays(mondayOf(day), 6),
    PageUp: addMonths(day, -1),
    PageDown: addMonths(day, 1),
  };
  return steps[key] ?? null;
}

/** A month of days to choose from, one tab stop: arrows move by days and weeks, Home and End within the week, PageUp and PageDown by months. */
export function MonthGrid(props: MonthGridProps) {
  const { label, shown, today, first, selected, nameOf, markOf, onPick, onMove } = props;
  const language = useLanguage();
  const table = useRef<HTMLTableElement>(null);
  const keyed = useRef(false);
  const month = firstOfMonth(shown);
  useEffect(() => {
    if (keyed.current) table.current?.querySelector<HTMLElement>(`[data-day="${shown}"]`)?.focus();
    keyed.current = false;
  }, [shown]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(shown, event.key);
    if (!to) return;
    event.preventDefault();
    keyed.current = true;
    onMove(to < first ? first : to);
  };
  return (
    <table ref={table} className={classes.month} aria-label={`${label}, ${monthText(month, language)}`}>
      <thead>
        <tr>
          {weekdayNames(language, "short").map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day}>
                {firstOfMonth(day) === month ? (
                  <button
                    type="button"
                    className={classes.day}
                    aria-current={day === today ? "date" : undefined}
                    data-day={day}
                    data-mark={markOf?.(day)}
                    aria-pressed={selected.includes(day)}
                    onKeyDown={onKeyDown}
                    tabIndex={day === shown ? 0 : -1}
                    disabled={day < first}
                    onClick={() => onPick(day)}
                  >
                    <span aria-hidden="true">{Number(day.slice(8))}</span>
                    <VisuallyHidden>{nameOf(day)}</VisuallyHidden>
                  </button>
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
