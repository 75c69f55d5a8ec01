import { useNow } from "@/lib/clock";
import classes from "./groups.module.css";

/** The time that is left until an instant, ticking. Read out it is the words beside it that tell the hour. */
export function Countdown({ until }: { until: string }) {
  const now = useNow(1_000);
  const left = Math.max(0, Math.floor((Date.parse(until) - now.getTime()) / 1_000));
  const two = (number: number) => String(number).padStart(2, "0");
  const text = `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  return (
    <span className={classes.countdown} aria-hidden="true">
      {text}
    </span>
  );
}
