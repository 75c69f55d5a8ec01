import { Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { FeedAddress } from "./FeedAddress";
import { FeedAsk, type FeedDeed } from "./FeedAsk";
import { FeedButtons } from "./FeedButtons";

const PATH = "/api/me/calendar-feed/";

/** The secret address of one's sessions for other calendars: made, replaced, taken back. It is shown only once. */
export function FeedCard({ timeZone }: { timeZone: Clock }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<FeedDeed | null>(null);
  const feed = api.useQuery("get", PATH, {}, { staleTime: 0 });
  const settled = {
    onSuccess: () => {
      setAsking(null);
      feed.refetch();
    },
  };
  const make = api.useMutation("post", PATH, settled);
  const revoke = api.useMutation("delete", PATH, {
    onSuccess: () => {
      make.reset();
      settled.onSuccess();
    },
  });
  const deeds = { replace: () => make.mutate({}), revoke: () => revoke.mutate({}) };
  return (
    <Card title={t("feed.title")} lead={t("feed.lead")}>
      <Stack gap="md">
        {feed.isPending ? <Loading rows={1} height={48} /> : null}
        <ErrorState error={feed.error ?? make.error ?? revoke.error} onRetry={feed.refetch} />
        {make.data ? <FeedAddress url={make.data.url} warning={t("feed.once")} /> : null}
        {feed.data?.made_at ? (
          <p>
            {t("feed.madeAt")} <Moment at={feed.data.made_at} zone={timeZone} />
          </p>
        ) : null}
        {feed.data ? (
          <FeedButtons
            exists={feed.data.exists}
            pending={make.isPending}
            onMake={deeds.replace}
            onAsk={setAsking}
          />
        ) : null}
        {asking ? (
          <FeedAsk
            deed={asking}
            pending={make.isPending || revoke.isPending}
            onConfirm={deeds[asking]}
            onClose={() => setAsking(null)}
          />
        ) : null}
      </Stack>
    </Card>
  );
}
