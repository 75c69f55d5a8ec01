import { useEffect } from "react";
import { api } from "./api";
import { setServerNow } from "./clock";

/** What this installation is; keeps our clock with the server's. */
export function useInstallation() {
  const query = api.useQuery("get", "/api/installation/", {}, { staleTime: 30_000 });
  const now = query.data?.now;
  useEffect(() => {
    if (now) setServerNow(now);
  }, [now]);
  return query;
}
