import { useNow } from "@/lib/clock";

const second = 1_000;

/** "4:10", "1:04:10": what is left until an instant by the server's clock, so that a wrong clock of a phone is harmless. */
export function Countdown({ until }: { until: string }) {
  const now = useNow(second);
  return (
    // Read out on request alone: a reader that speaks every second helps nobody.
    <span role="timer" aria-live="off" style={{ fontVariantNumeric: "tabular-nums" }}>
      {leftText(Date.parse(until) - now.getTime())}
    </span>
  );
}

function leftText(milliseconds: number): string {
  const left = Math.max(0, Math.ceil(milliseconds / second));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const tail = String(seconds).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
