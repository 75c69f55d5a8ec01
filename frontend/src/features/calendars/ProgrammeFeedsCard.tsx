import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { ProgrammeFeedRow } from "./ProgrammeFeedRow";

const PATH = "/api/me/programme-feeds/";

/** Secret addresses of programmes' calendars, one's own each. Nothing is shown where the hub offers no programme. */
export function ProgrammeFeedsCard({ timeZone, runsAll }: { timeZone: Clock; runsAll: boolean }) {
  const { t } = useTranslation();
  const feeds = api.useQuery("get", PATH, {}, { staleTime: 0 });
  if (feeds.data?.length === 0) return null;
  const lead = runsAll ? t("programmeFeeds.leadAll") : t("programmeFeeds.lead");
  return (
    <Card title={t("programmeFeeds.title")} lead={lead}>
      <Stack gap="lg">
        {feeds.isPending ? <Loading rows={1} height={48} /> : null}
        <ErrorState error={feeds.error} onRetry={feeds.refetch} />
        {feeds.data?.map((feed) => (
          <ProgrammeFeedRow key={feed.slug} feed={feed} timeZone={timeZone} onChange={feeds.refetch} />
        ))}
      </Stack>
    </Card>
  );
}
