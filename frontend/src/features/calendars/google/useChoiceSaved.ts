import { useQueryClient } from "@tanstack/react-query";

/** Reads again what depends on the choice of calendars. */
export function useChoiceSaved() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["get", "/api/me/google/calendars/"] }),
      queries.invalidateQueries({ queryKey: ["get", "/api/me/google/"] }),
    ]);
}
