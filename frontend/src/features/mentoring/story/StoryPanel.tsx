import { useQueryClient } from "@tanstack/react-query";
import type { SessionDetail } from "@/api/types";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { sessionZones } from "../sessions";
import { StoryCards } from "./StoryCards";

/** The whole story of a session for a coordinator, on both sides' clocks. */
export function StoryPanel({ session }: { session: SessionDetail }) {
  const params = { path: { session_id: session.id } };
  const story = api.useQuery(
    "get",
    "/api/sessions/{session_id}/story/",
    { params },
    { refetchInterval: 4_000, staleTime: 0 },
  );
  const queries = useQueryClient();
  const retry = api.useMutation("post", "/api/sessions/{session_id}/retry/", {
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <StoryCards
      {...sessionZones(session, useMe())}
      entries={story.data?.entries}
      readings={story.data?.readings}
      standing={session}
      sides={{ expert: session.expert.name, founder: session.founder.name }}
      error={retry.error ?? story.error}
      retrying={retry.isPending}
      onRetry={() => retry.mutateAsync({ params }).catch(() => null)}
      onReload={() => void story.refetch()}
    />
  );
}
