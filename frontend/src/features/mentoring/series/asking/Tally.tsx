import { useTranslation } from "react-i18next";
import type { PlannedDate } from "@/api/types";
import { type Choice, countOf } from "../dates/choice";

/** "6 dates: 4 as planned, 1 at another time, 1 left out", told again when it changes. */
export function Tally({ dates, choice }: { dates: PlannedDate[]; choice: Choice }) {
  const { t } = useTranslation();
  const parts = (["planned", "moved", "skipped", "open"] as const)
    .map((state) => ({ state, number: countOf(dates, choice, state) }))
    .filter(({ number }) => number > 0)
    .map(({ state, number }) => t(`series.tally.${state}`, { number }));
  return (
    <p role="status">
      <strong>{t("series.dates", { count: dates.length })}</strong>: {parts.join(", ")}
    </p>
  );
}
