import { useQueryClient } from "@tanstack/react-query";
import type { SessionDetail } from "@/api/types";
import { api } from "@/lib/api";
import { useSeen } from "@/lib/useSeen";
import { paramsUnder } from "../sessions";

/** The session as it was when a dialog opened on it; `params` bind a change to that. */
export function useSeenSession(opened: SessionDetail) {
  const queries = useQueryClient();
  const params = { path: { session_id: opened.id } };
  const options = api.queryOptions("get", "/api/sessions/{session_id}/", { params });
  const { seen, look } = useSeen(opened, () => queries.fetchQuery({ ...options, staleTime: 0 }));
  return { params: paramsUnder(seen), look };
}
