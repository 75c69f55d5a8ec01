import { useQueryClient } from "@tanstack/react-query";
import type { Series } from "@/api/types";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { zoneAt } from "@/lib/whoseClock";
import { StoryCards } from "../../story/StoryCards";
import { seriesClocks } from "../series";

/** The whole story of a series for a coordinator; each date has one of its own. */
export function SeriesStory({ series }: { series: Series }) {
  const params = { path: { series_id: series.id } };
  const story = api.useQuery(
    "get",
    "/api/series/{series_id}/story/",
    { params },
    { refetchInterval: 4_000, staleTime: 0 },
  );
  const queries = useQueryClient();
  const retry = api.useMutation("post", "/api/series/{series_id}/retry/", {
    onSuccess: () => queries.invalidateQueries(),
  });
  const now = useNow(60_000);
  const { here, there } = seriesClocks(series, useMe());
  return (
    <StoryCards
      here={zoneAt(here, now)}
      there={zoneAt(there, now)}
      entries={story.data?.entries}
      readings={story.data?.readings}
      standing={story.data}
      sides={{ expert: series.expert.name, founder: series.founder.name }}
      error={retry.error ?? story.error}
      retrying={retry.isPending}
      onRetry={() => retry.mutateAsync({ params }).catch(() => null)}
      onReload={() => void story.refetch()}
    />
  );
}
