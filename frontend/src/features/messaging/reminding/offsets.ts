import { useTranslation } from "react-i18next";

const HOUR = 60;
const DAY = 24 * HOUR;

/** The most that the server takes. */
export const mostOffsets = 5;
const offered = [
  5,
  15,
  30,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
];

/** What can be chosen, in minutes before the start: the usual ones, and whatever is chosen already. */
export function offsetsToChoose(chosen: number[]): number[] {
  return [...new Set([...offered, ...chosen])].sort((a, b) => a - b);
}

/** "15 min", "3 h", "2 days". */
export function useOffsetText() {
  const { t } = useTranslation();
  return (minutes: number): string => {
    if (minutes % DAY === 0) return t("offsets.days", { count: minutes / DAY });
    if (minutes % HOUR === 0) return t("offsets.hours", { value: minutes / HOUR });
    return t("offsets.minutes", { value: minutes });
  };
}
