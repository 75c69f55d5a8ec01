import { Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { Returned } from "../google/Returned";
import { HubDisconnectDialog } from "./HubDisconnectDialog";
import { HubFacts } from "./HubFacts";
import { HubWays } from "./HubWays";
import { useTroubleText } from "./useTroubleText";

/** The account with which the hub organises sessions, where it has one: how it does, and what an administrator can do. */
export function HubCard() {
  const { t } = useTranslation();
  const me = useMe();
  const troubleText = useTroubleText();
  const [parting, setParting] = useState(false);
  const found = api.useQuery("get", "/api/hub/google/", {}, { refetchInterval: 30_000 });
  const hub = found.data;
  if (!hub || hub.mode === "people") return <ErrorState error={found.error} onRetry={found.refetch} />;
  const tones = { none: "warn", active: "good", needs_reauth: "bad", leaving: "quiet" } as const;
  return (
    <Card
      title={t("hubAccount.title")}
      lead={t(`hubAccount.modes.${hub.mode}`)}
      aside={<Tag tone={tones[hub.state]}>{t(`google.states.${hub.state}`)}</Tag>}
    >
      <Stack gap="md">
        <Returned />
        {hub.state === "none" ? <Notice tone="warn">{t(`hubAccount.none.${hub.mode}`)}</Notice> : null}
        {hub.state === "leaving" ? <Notice tone="warn">{t("hubAccount.leaving")}</Notice> : null}
        {hub.google_email ? <HubFacts hub={hub} timeZone={clockOf(me)} /> : null}
        {hub.codes.length || hub.paused_until ? (
          <Notice tone="warn">
            {hub.codes.map((code) => (
              <p key={code}>{troubleText(code)}</p>
            ))}
            {hub.paused_until ? (
              <p>
                {t("hubAccount.paused")} <Moment at={hub.paused_until} zone={clockOf(me)} />
              </p>
            ) : null}
          </Notice>
        ) : null}
        {me.role === "administrator" ? (
          <HubWays hub={hub} onPart={() => setParting(true)} />
        ) : (
          <p>{t("hubAccount.administrators")}</p>
        )}
        {parting ? <HubDisconnectDialog state={hub.state} onClose={() => setParting(false)} /> : null}
      </Stack>
    </Card>
  );
}
