import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SendingStanding } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { SendingFacts } from "./SendingFacts";
import { SwitchDialog } from "./SwitchDialog";
import { UnitedStates } from "./UnitedStates";

/** Whether messages leave, how much of the caps is used, and the switch that stops everything. */
export function SendingCard() {
  const { data, error, refetch } = api.useQuery(
    "get",
    "/api/messaging/switch/",
    {},
    { refetchInterval: 15_000 },
  );
  if (error && !data) return <ErrorState error={error} onRetry={refetch} />;
  return data ? <Standing sending={data} /> : <Loading rows={1} height={220} />;
}

function Standing({ sending }: { sending: SendingStanding }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const stopped = sending.is_stopped;
  return (
    <Card
      title={t("sending.title")}
      lead={t("sending.lead")}
      aside={<Tag tone={stopped ? "bad" : "good"}>{t(stopped ? "sending.stopped" : "sending.runs")}</Tag>}
    >
      <Stack gap="md" align="flex-start">
        {sending.stopped_at ? (
          <Notice tone="warn">
            <p>
              {t("sending.stoppedBy", { name: sending.stopped_by || t("sending.somebody") })}{" "}
              <Moment at={sending.stopped_at} zone={clockOf(me)} />
            </p>
            <p>{t("sending.because", { reason: sending.reason })}</p>
          </Notice>
        ) : null}
        <UnitedStates sending={sending} timeZone={clockOf(me)} />
        <SendingFacts sending={sending} />
        <Button
          size="md"
          color={stopped ? undefined : "red"}
          variant={stopped ? "filled" : "light"}
          onClick={() => setAsking(true)}
        >
          {t(stopped ? "sending.start" : "sending.stop")}
        </Button>
      </Stack>
      {asking ? <SwitchDialog stops={!stopped} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}
