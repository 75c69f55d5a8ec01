import { useQueryClient } from "@tanstack/react-query";

/** After a change of the vocabulary: it is read again, and what is named by it. */
export function useTopicsChanged() {
  const queries = useQueryClient();
  return async () => {
    for (const list of ["/api/topics/", "/api/experts/", "/api/me/company/"] as const)
      await queries.invalidateQueries({ queryKey: ["get", list] });
  };
}
