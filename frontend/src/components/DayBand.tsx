import { wallClock } from "@/lib/days";
import classes from "./TwoClocks.module.css";

/** The 24 hours of a day as a band, waking hours lit, with a mark where an instant falls. */
export function DayBand({ at, zone, warm }: { at: string | Date; zone: string; warm: boolean }) {
  const hour = wallClock(at, zone).minute / 60;
  return (
    <svg className={classes.band} viewBox="0 0 240 8" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="2" width="240" height="4" rx="2" fill="var(--m-night)" />
      <rect x="80" y="2" width="130" height="4" fill="var(--m-day)" />
      <rect
        x={Math.min(hour * 10, 236)}
        y="0"
        width="4"
        height="8"
        rx="1.5"
        fill={warm ? "var(--m-warm)" : "var(--m-accent)"}
      />
    </svg>
  );
}
