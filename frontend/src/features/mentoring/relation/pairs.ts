import { useQueryClient } from "@tanstack/react-query";
import type { Pair, PairRow } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";

export type PairState = PairRow["state"];
export type PairFlag = NonNullable<PairRow["oversight"]>["flags"][number];

export const pairTones: Record<PairState, Tone> = {
  offered: "warn",
  active: "good",
  ended: "accent",
  declined: "quiet",
  expired: "quiet",
  withdrawn: "quiet",
};

/** Who the pair is to its reader: the other side alone, or both of them to a coordinator. */
export function usePairName() {
  const language = useLanguage();
  return ({ side, startup, expert }: Pick<PairRow, "side" | "startup" | "expert">): string => {
    const company = inLanguage(language, startup.name_ko, startup.name_en);
    if (side === "startup") return expert.name;
    return side === "expert" ? company : `${company} × ${expert.name}`;
  };
}

export function usePair(id: string) {
  return api.useQuery("get", "/api/relations/{relation_id}/", { params: { path: { relation_id: id } } });
}

/** After a deed: shows the pair as it is now, and reads lists and briefs again. */
export function usePairChanged() {
  const queries = useQueryClient();
  return async (pair: Pair) => {
    const path = { params: { path: { relation_id: pair.id } } };
    const { queryKey } = api.queryOptions("get", "/api/relations/{relation_id}/", path);
    queries.setQueryData(queryKey, pair);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["get", "/api/relations/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/sessions/{session_id}/brief/"] }),
    ]);
  };
}
