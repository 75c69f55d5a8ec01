import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import { FeedAddress } from "./FeedAddress";

const PATH = "/api/me/calendar-feed/";

/** The secret address of one's sessions for other calendars: made, replaced, taken back. It is shown only once. */
export function FeedCard({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<"replace" | "revoke" | null>(null);
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
  const exists = feed.data?.exists;
  return (
    <Card title={t("feed.title")} lead={t("feed.lead")}>
      <Stack gap="md">
        {feed.isPending ? <Loading rows={1} height={48} /> : null}
        <ErrorState error={feed.error ?? make.error ?? revoke.error} onRetry={feed.refetch} />
        {make.data ? <FeedAddress url={make.data.url} /> : null}
        {feed.data?.made_at ? (
          <p>
            {t("feed.madeAt")} <Moment at={feed.data.made_at} zone={timeZone} />
          </p>
        ) : null}
        {exists ? (
          <Group gap="sm">
            <Button variant="default" size="md" onClick={() => setAsking("replace")}>
              {t("feed.replace")}
            </Button>
            <Button variant="subtle" color="red" size="md" onClick={() => setAsking("revoke")}>
              {t("feed.revoke")}
            </Button>
          </Group>
        ) : null}
        {exists === false ? (
          <div>
            <Button size="md" loading={make.isPending} onClick={() => make.mutate({})}>
              {t("feed.make")}
            </Button>
          </div>
        ) : null}
        {asking ? (
          <Dialog title={t(`feed.${asking}Title`)} onClose={() => setAsking(null)}>
            <Stack gap="md">
              <p>{t(`feed.${asking}Hint`)}</p>
              <Button
                color={asking === "revoke" ? "red" : undefined}
                size="md"
                loading={make.isPending || revoke.isPending}
                onClick={deeds[asking]}
              >
                {t(`feed.${asking}`)}
              </Button>
            </Stack>
          </Dialog>
        ) : null}
      </Stack>
    </Card>
  );
}
