import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Series } from "@/api/types";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useSeriesChanged } from "../series";

const meanwhile = ["changed_meanwhile", "not_possible_now", "not_an_occurrence"];

/**
 * How a change of a series is carried out: under the ETag of the version that was seen when the dialog opened. Where somebody
 * else was faster, nothing is done; `now` is the series as it stands, to be looked at before trying again.
 */
export function useDeed(opened: Series) {
  const queries = useQueryClient();
  const changed = useSeriesChanged();
  const [seen, setSeen] = useState(opened);
  const [before, setBefore] = useState<Series | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const path = { series_id: opened.id };
  const params = { path, header: { "If-Match": `"${seen.version}"` } };
  const readAgain = async () => {
    const now = await queries.fetchQuery({
      ...api.queryOptions("get", "/api/series/{series_id}/", { params: { path } }),
      staleTime: 0,
    });
    setBefore(seen);
    setSeen(now);
  };
  const carryOut = async (call: () => Promise<Series>): Promise<Series | null> => {
    setPending(true);
    setError(null);
    try {
      const done = await call();
      await changed(done);
      // What went on in another series has changed this one too.
      if (done.id !== opened.id)
        await queries.invalidateQueries({ queryKey: ["get", "/api/series/{series_id}/"] });
      return done;
    } catch (refused) {
      setError(refused);
      if (meanwhile.includes(asProblem(refused)?.code ?? "")) await readAgain().catch(() => null);
      return null;
    } finally {
      setPending(false);
    }
  };
  return { path, params, before, now: seen, carryOut, error, isPending };
}

export type Deed = ReturnType<typeof useDeed>;
