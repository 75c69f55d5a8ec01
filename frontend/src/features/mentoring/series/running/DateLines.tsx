import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../series.module.css";

type DateLinesProps = { dates: { on: string; starts_at: string }[]; here: Clock; there: Clock };

/** Dates as a plain list, both clocks in a line. */
export function DateLines({ dates, here, there }: DateLinesProps) {
  const line = useMomentLine();
  return (
    <ul className={classes.lines}>
      {dates.map(({ on, starts_at }) => (
        <li key={on}>{line(starts_at, here, there)}</li>
      ))}
    </ul>
  );
}
