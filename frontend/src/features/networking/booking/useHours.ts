import type { BookingPage } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";

/** "19:20–19:40" of a round, by the event's own clock. */
export function useHours({ rounds, time_zone }: Pick<BookingPage, "rounds" | "time_zone">) {
  const language = useLanguage();
  return (number: number) => {
    const round = rounds.find((one) => one.number === number);
    if (!round) return "";
    return `${timeText(round.starts_at, time_zone, language)}–${timeText(round.ends_at, time_zone, language)}`;
  };
}
