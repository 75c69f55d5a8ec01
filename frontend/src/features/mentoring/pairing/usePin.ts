import type { Cycle, PairingRun } from "@/api/types";
import { api } from "@/lib/api";
import { type PairIds, usePairingChanged } from "./pairing";

/** Decides on pairs: requires, rules out, takes back. A startup that is required elsewhere is taken back there first. */
export function usePin(cycle: Cycle, run: PairingRun) {
  const onSuccess = usePairingChanged();
  const pin = api.useMutation("post", "/api/cycles/{cycle_id}/pin/", { onSuccess });
  const unpin = api.useMutation("post", "/api/cycles/{cycle_id}/unpin/", { onSuccess });
  const params = { path: { cycle_id: cycle.id } };
  const takeBack = (pair: PairIds) => unpin.mutateAsync({ params, body: pair }).catch(() => null);
  const decide = async (pair: PairIds, kind: "required" | "forbidden") => {
    const held = run.pins.filter(
      (one) =>
        one.startup === pair.startup &&
        (one.expert === pair.expert ? one.kind !== kind : kind === "required" && one.kind !== "forbidden"),
    );
    for (const one of held) await takeBack({ startup: one.startup, expert: one.expert });
    return pin.mutateAsync({ params, body: { ...pair, kind } }).catch(() => null);
  };
  return {
    require: (pair: PairIds) => decide(pair, "required"),
    forbid: (pair: PairIds) => decide(pair, "forbidden"),
    takeBack,
    busy: pin.isPending || unpin.isPending,
    error: pin.error ?? unpin.error,
  };
}
