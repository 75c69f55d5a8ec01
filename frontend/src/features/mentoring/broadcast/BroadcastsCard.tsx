import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Broadcast } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import classes from "./broadcast.module.css";

/** What was sent to many and how far it is; what has not left can be stopped. */
export function BroadcastsCard() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const found = api.useQuery(
    "get",
    "/api/broadcasts/",
    {},
    {
      refetchInterval: ({ state }) =>
        state.data?.some(({ progress }) => progress.waiting > 0) ? 5_000 : false,
    },
  );
  const stop = api.useMutation("post", "/api/broadcasts/{broadcast_id}/stop/", {
    onSettled: () => queries.invalidateQueries({ queryKey: ["get", "/api/broadcasts/"] }),
  });
  return (
    <Card title={t("broadcast.earlier")}>
      <ErrorState error={found.error ?? stop.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={2} /> : null}
      {found.data?.length === 0 ? <p className={classes.soft}>{t("broadcast.none")}</p> : null}
      <ul className={classes.rows}>
        {found.data?.map((one) => (
          <Row
            key={one.id}
            broadcast={one}
            stopping={stop.isPending && stop.variables.params.path.broadcast_id === one.id}
            onStop={() => stop.mutate({ params: { path: { broadcast_id: one.id } } })}
          />
        ))}
      </ul>
    </Card>
  );
}

type RowProps = { broadcast: Broadcast; stopping: boolean; onStop: () => void };

function Row({ broadcast, stopping, onStop }: RowProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { progress } = broadcast;
  const title = useLanguage() === "ko" ? broadcast.subject_ko : broadcast.subject_en;
  const parts = (["waiting", "left", "not_arrived", "stopped"] as const).filter((part) => progress[part] > 0);
  return (
    <li>
      <div>
        <strong>{title}</strong>
        {broadcast.stopped_at ? <Tag tone="warn">{t("broadcast.stopped")}</Tag> : null}
        <p className={classes.soft}>
          {broadcast.by} · <Moment at={broadcast.at} zone={clockOf(me)} /> ·{" "}
          {t("broadcast.to", { count: broadcast.people })}
        </p>
        <p className={classes.soft}>
          {parts.map((part) => `${t(`broadcast.progress.${part}`)} ${progress[part]}`).join(" · ")}
        </p>
      </div>
      {progress.waiting > 0 && !broadcast.stopped_at ? (
        <Button variant="default" color="red" loading={stopping} onClick={onStop}>
          {t("broadcast.stop")}
        </Button>
      ) : null}
    </li>
  );
}
