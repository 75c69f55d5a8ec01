import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { CalendarStanding } from "@/features/calendars/CalendarStanding";
import { RemindersCard } from "@/features/messaging/RemindersCard";
import { api } from "@/lib/api";
import classes from "../session/session.module.css";
import { sessionZones } from "../sessions";
import { Timeline } from "./Timeline";

/** The whole story of a session for a coordinator, on both sides' clocks, with a way to mend what failed. */
export function StoryPanel({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const tell = useTell();
  const zones = sessionZones(session, useMe());
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
  const again = async () => {
    const done = await retry.mutateAsync({ params }).catch(() => null);
    if (done) tell(t(done.calendar || done.messages ? "story.retried" : "story.nothingToRetry"));
  };
  const button = (
    <Button
      variant={session.attention.length ? "filled" : "default"}
      loading={retry.isPending}
      onClick={again}
    >
      {t("story.retry")}
    </Button>
  );
  return (
    <div className={classes.columns}>
      <div>
        <Card title={t("story.timeline")} aside={button}>
          <ErrorState error={retry.error ?? story.error} onRetry={story.refetch} />
          {story.isPending ? <Loading rows={5} height={48} /> : null}
          {story.data ? <Timeline entries={story.data.entries} session={session} {...zones} /> : null}
        </Card>
      </div>
      <div>
        <Card title={t("story.calendar")}>
          <CalendarStanding calendar={session.calendar} />
        </Card>
        <RemindersCard reminders={session.reminders} messages={session.messages} zone={zones.here} />
      </div>
    </div>
  );
}
