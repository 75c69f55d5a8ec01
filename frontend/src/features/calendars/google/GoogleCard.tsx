import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { isGuest, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import classes from "../calendars.module.css";
import { CalendarChoice } from "./CalendarChoice";
import { DisconnectDialog } from "./DisconnectDialog";
import { Health } from "./Health";
import { Returned } from "./Returned";
import { TitlesSwitch } from "./TitlesSwitch";
import { WishForm } from "./WishForm";
import { everything } from "./wish";

/** One's Google Calendar: what Meridian does with it, how that goes, and the way out of it. */
export function GoogleCard({ timeZone }: { timeZone: Clock }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asking, setAsking] = useState<"change" | "disconnect" | null>(null);
  const found = api.useQuery(
    "get",
    "/api/me/google/",
    {},
    { staleTime: 0, refetchInterval: ({ state }) => (state.data?.state === "leaving" ? 5_000 : false) },
  );
  const google = found.data;
  const tones = { none: "quiet", active: "good", needs_reauth: "warn", leaving: "quiet" } as const;
  const close = () => setAsking(null);
  return (
    <Card
      title={t("google.title")}
      lead={t("google.lead")}
      aside={google ? <Tag tone={tones[google.state]}>{t(`google.states.${google.state}`)}</Tag> : null}
    >
      <Stack gap="lg">
        <Returned />
        {found.isPending ? <Loading rows={1} height={48} /> : null}
        <ErrorState error={found.error} onRetry={found.refetch} />
        {google?.state === "none" ? <WishForm from={everything} submit={t("google.connect")} /> : null}
        {google?.state === "leaving" ? <Notice>{t("google.leaving")}</Notice> : null}
        {google?.connected ? <Health google={google} timeZone={timeZone} /> : null}
        {google?.state === "active" ? <CalendarChoice /> : null}
        {google?.wish?.reads_busy && isGuest(me) ? <TitlesSwitch keeps={google.keeps_titles} /> : null}
        {google?.connected ? (
          <div className={classes.ways}>
            <Button variant="default" size="md" onClick={() => setAsking("change")}>
              {t("google.change")}
            </Button>
            <Button variant="subtle" color="red" size="md" onClick={() => setAsking("disconnect")}>
              {t("google.disconnect")}
            </Button>
          </div>
        ) : null}
        {asking === "change" ? (
          <Dialog title={t("google.changeTitle")} onClose={close}>
            <WishForm from={google?.wish ?? everything} submit={t("google.toGoogle")} />
          </Dialog>
        ) : null}
        {asking === "disconnect" && google ? <DisconnectDialog state={google.state} onClose={close} /> : null}
      </Stack>
    </Card>
  );
}
