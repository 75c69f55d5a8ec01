import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { paramsUnder, useSessionChanged } from "../sessions";
import { ActionDialog } from "./ActionDialog";
import { SessionMeanwhile } from "./SessionMeanwhile";
import { useSeenSession } from "./useSeenSession";

/** Somebody deleted or declined the session in their Google Calendar: is it off, or is it kept? */
export function DeletedNotice({ session, zone }: { session: SessionDetail; zone: Clock }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [confirming, setConfirming] = useState(false);
  const onSuccess = useSessionChanged();
  const { look } = useSeenSession(session);
  const keep = api.useMutation("post", "/api/sessions/{session_id}/keep/", { onSuccess });
  const request = session.cancel_request;
  if (!request) return null;
  const names = { expert: session.expert.name, startup: session.founder.name };
  const name = request.by === "coordinator" ? t("calendarEdits.coordinator") : names[request.by];
  const declined = session.answers.some(({ side, answer }) => side === request.by && answer === "declined");
  const keepIt = async () => {
    const kept = await keep.mutateAsync({ params: paramsUnder(session) }).catch(look);
    if (kept) tell(t("calendarEdits.kept"));
  };
  return (
    <Notice tone="warn">
      <p>
        {t(declined ? "calendarEdits.declined" : "calendarEdits.deleted", { name })}{" "}
        <Moment at={request.asked_at} zone={zone} />
      </p>
      <p>{t("calendarEdits.stands")}</p>
      <SessionMeanwhile error={keep.error} session={session} />
      <Group gap="sm">
        {session.may.includes("confirm_cancel") ? (
          <Button size="md" color="red" onClick={() => setConfirming(true)}>
            {t("actions.confirm_cancel")}
          </Button>
        ) : null}
        {session.may.includes("keep") ? (
          <Button size="md" variant="default" loading={keep.isPending} onClick={keepIt}>
            {t("calendarEdits.keep")}
          </Button>
        ) : null}
      </Group>
      {confirming ? (
        <ActionDialog action="confirm_cancel" session={session} onClose={() => setConfirming(false)} />
      ) : null}
    </Notice>
  );
}
