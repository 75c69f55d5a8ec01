import { useQueryClient } from "@tanstack/react-query";
import type { GroupDetail } from "@/api/types";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { StoryCards } from "../story/StoryCards";
import { groupZones } from "./groups";

/** The whole story of a group session for a coordinator: who came and went, who was told what. */
export function GroupStory({ group }: { group: GroupDetail }) {
  const params = { path: { group_id: group.id } };
  const story = api.useQuery(
    "get",
    "/api/groups/{group_id}/story/",
    { params },
    { refetchInterval: 4_000, staleTime: 0 },
  );
  const queries = useQueryClient();
  const retry = api.useMutation("post", "/api/groups/{group_id}/retry/", {
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <StoryCards
      {...groupZones(group, useMe())}
      entries={story.data?.entries}
      readings={story.data?.readings}
      standing={story.data}
      error={retry.error ?? story.error}
      retrying={retry.isPending}
      onRetry={() => retry.mutateAsync({ params }).catch(() => null)}
      onReload={() => void story.refetch()}
    />
  );
}
