import { api } from "@/lib/api";

/** The series of which dates wait for an answer. */
export function useWaitingSeries() {
  const query = { waiting: true, page_size: 10 };
  return api.useQuery("get", "/api/series/", { params: { query } }, { refetchInterval: 15_000 });
}
