import { useQueryClient } from "@tanstack/react-query";
import type { GroupDetail, GroupRow, Me } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { isCoordinator } from "@/features/accounts/me";
import { api } from "@/lib/api";
import type { Language } from "@/lib/language";
import { inLanguage } from "@/lib/language";
import { oppositeZone } from "@/lib/zones";

export type PlaceState = NonNullable<GroupRow["place"]>["state"];

export type Participant = NonNullable<GroupDetail["participants"]>[number];

export const placeTones: Record<PlaceState, Tone> = { taken: "good", offered: "warn", waiting: "accent" };

export function titleOf(group: Pick<GroupRow, "title_ko" | "title_en">, language: Language): string {
  return inLanguage(language, group.title_ko, group.title_en);
}

type Zoned = Pick<GroupRow, "expert" | "expert_time_zone" | "your_time_zone">;

/** The reader's zone and the other side's when it starts: an expert reads the hub's clock beside their own. */
export function groupZones(group: Zoned, me: Pick<Me, "clock" | "expert_id" | "time_zone">) {
  const hosts = me.expert_id === group.expert.id;
  return {
    here: group.your_time_zone,
    there: hosts ? oppositeZone(group.your_time_zone) : group.expert_time_zone,
  };
}

export function runsIt(group: Pick<GroupRow, "expert">, me: Pick<Me, "expert_id" | "role">): boolean {
  return isCoordinator(me) || me.expert_id === group.expert.id;
}

/** Whether its time is one of the reader's: they run it, or have a seat. */
export function takesPart(
  group: Pick<GroupRow, "expert" | "place">,
  me: Pick<Me, "expert_id" | "role">,
): boolean {
  return runsIt(group, me) || group.place?.state === "taken";
}

/** Under what a change is asked for: the group session as it was seen. */
export function paramsUnder(seen: Pick<GroupDetail, "id" | "revision">) {
  return { path: { group_id: seen.id }, header: { "If-Match": `"${seen.revision}"` } };
}

/** One group session, read again while people come and go. */
export function useGroup(id: string) {
  return api.useQuery(
    "get",
    "/api/groups/{group_id}/",
    { params: { path: { group_id: id } } },
    { refetchInterval: 5_000, staleTime: 0 },
  );
}

/** After a change: shows the answer at once, and reads the lists again. */
export function useGroupChanged() {
  const queries = useQueryClient();
  return async (group: GroupDetail) => {
    const path = { params: { path: { group_id: group.id } } };
    const { queryKey } = api.queryOptions("get", "/api/groups/{group_id}/", path);
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, group);
    await queries.invalidateQueries({ queryKey: ["get", "/api/groups/"] });
  };
}
