import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { GroupDetail } from "@/api/types";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";

/**
 * The group session as it was when a dialog opened on it. `look` is for a refused change: where somebody else was
 * faster it reads the session again, which is what has been seen from then on.
 */
export function useSeen(opened: GroupDetail) {
  const queries = useQueryClient();
  const [seen, setSeen] = useState(opened);
  const look = async (refused: unknown): Promise<null> => {
    if (asProblem(refused)?.code !== "changed_meanwhile") return null;
    const params = { path: { group_id: opened.id } };
    const options = api.queryOptions("get", "/api/groups/{group_id}/", { params });
    const now = await queries.fetchQuery({ ...options, staleTime: 0 }).catch(() => null);
    if (now) setSeen(now);
    return null;
  };
  return { seen, look };
}
