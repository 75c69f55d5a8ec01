import { useQueryClient } from "@tanstack/react-query";
import type { GroupDetail } from "@/api/types";
import { api } from "@/lib/api";
import { useSeen } from "@/lib/useSeen";

/** The group session as it was when a dialog opened on it. */
export function useSeenGroup(opened: GroupDetail) {
  const queries = useQueryClient();
  const params = { path: { group_id: opened.id } };
  const options = api.queryOptions("get", "/api/groups/{group_id}/", { params });
  return useSeen(opened, () => queries.fetchQuery({ ...options, staleTime: 0 }));
}
