import type { Me, Occurrence, Series } from "@/api/types";

const changes = ["this", "following", "skip"] as const;
export type Change = (typeof changes)[number];

/** What can become of one date ahead: what was agreed moves; what still waits can only be taken back by who asked. */
export function changesOpen(series: Series, one: Occurrence, me: Me): Change[] {
  const agreed = one.state === "confirmed";
  const mayMove = agreed && series.may.includes("move");
  const allAgreed = series.occurrences
    .filter(({ on }) => on >= one.on)
    .every(({ state }) => !["requested", "proposed"].includes(state));
  const open: Record<Change, boolean> = {
    this: mayMove,
    following: mayMove && allAgreed,
    skip: series.may.includes("skip") && (agreed || me.expert_id !== series.expert.id),
  };
  return changes.filter((change) => open[change]);
}
