import { useTranslation } from "react-i18next";
import type { Clash } from "./clashes";
import type { PlanBoard } from "./shapes";

/** Clashes in words, with the guests' names. */
export function useClashWords(board: PlanBoard) {
  const { t } = useTranslation();
  const name = (guest: number) => board.guests.find(({ id }) => id === guest)?.name ?? "";
  const word = (clash: Clash) =>
    "guest" in clash
      ? t(`planner.clashes.${clash.kind}`, { name: name(clash.guest) })
      : t(`planner.clashes.${clash.kind}`);
  return (clashes: readonly Clash[]) => clashes.map(word).join(" ");
}
