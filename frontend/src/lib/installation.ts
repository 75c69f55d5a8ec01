import { api } from "./api";

/** What this installation is. Its answer also sets our clock to the server's, see `api.ts`. */
export function useInstallation() {
  return api.useQuery("get", "/api/installation/", {}, { staleTime: 30_000 });
}
