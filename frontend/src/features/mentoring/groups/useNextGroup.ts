import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { runsIt } from "./groups";

const quarterHour = 900_000;

/** The next group session that the reader gives, has a seat in or is offered one of; null where there is none. */
export function useNextGroup() {
  const me = useMe();
  const now = useNow(60_000).getTime();
  // Rounded, so that the question stays the same for a while and its answer can be kept.
  const from = new Date(Math.floor(now / quarterHour) * quarterHour).toISOString();
  const query = { mine: true, state: "open" as const, from, ordering: ["starts_at" as const], page_size: 20 };
  const { data } = api.useQuery("get", "/api/groups/", { params: { query } }, { refetchInterval: 15_000 });
  const comes = data?.results.find(
    (group) => runsIt(group, me) || (group.place !== null && group.place.state !== "waiting"),
  );
  return comes ?? null;
}
