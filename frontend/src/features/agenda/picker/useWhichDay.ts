import { useState } from "react";
import { addDays, isDay } from "@/lib/days";

const farthest = 730; // days; no expert lets anybody book farther ahead

/** The day that the reader asked to see: kept by the page in its address, or else here; null until one is asked for. */
export function useWhichDay(
  kept: string | null | undefined,
  keep: ((day: string) => void) | undefined,
  today: string,
): [string | null, (day: string) => void] {
  const [own, setOwn] = useState<string | null>(null);
  const clamp = (day: string) => {
    if (day < today) return today;
    return day > addDays(today, farthest) ? addDays(today, farthest) : day;
  };
  const asked = keep ? kept : own;
  const turnTo = (day: string) => (keep ?? setOwn)(clamp(day));
  return [isDay(asked) ? clamp(asked) : null, turnTo];
}
