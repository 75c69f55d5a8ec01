import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";

/** The signed-in person's number, looked at again while a code is on its way to it. */
export function useOwnNumber() {
  return api.useQuery(
    "get",
    "/api/me/number/",
    {},
    { refetchInterval: ({ state }) => (state.data?.code?.delivery === "waiting" ? 2_000 : false) },
  );
}

/** What hangs on the number and the channels is read again. */
export function useReachChanged() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      (
        [
          "/api/me/",
          "/api/me/number/",
          "/api/me/channels/",
          "/api/me/consents/",
          "/api/me/advertising/",
        ] as const
      ).map((path) => queries.invalidateQueries({ queryKey: ["get", path] })),
    );
}
