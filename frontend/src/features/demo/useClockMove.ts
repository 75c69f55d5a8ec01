import { useQueryClient } from "@tanstack/react-query";
import type { DemoState } from "@/api/types";
import { api } from "@/lib/api";
import { setServerNow } from "@/lib/clock";

/** Moves the demo's clock; afterwards everything on the page is read again at the new time. */
export function useClockMove() {
  const queries = useQueryClient();
  return api.useMutation("post", "/api/demo/clock/", {
    onSuccess: async (state: DemoState) => {
      setServerNow(state.now);
      await queries.invalidateQueries();
    },
  });
}
