import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { ActionDialog } from "../session/ActionDialog";
import { SessionMeanwhile } from "../session/SessionMeanwhile";
import { useSeenSession } from "../session/useSeenSession";
import { paramsUnder, useSessionChanged } from "../sessions";
import { OfferedStarts } from "./OfferedStarts";

type ProposalPartProps = { session: SessionDetail; here: string; there: string };

/** The other times that one side offers; whoever is to answer takes one or none. */
export function ProposalPart({ session, here, there }: ProposalPartProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [refusing, setRefusing] = useState(false);
  const onSuccess = useSessionChanged();
  const { look } = useSeenSession(session);
  const take = api.useMutation("post", "/api/sessions/{session_id}/take/", { onSuccess });
  const { proposal } = session;
  if (!proposal) return null;
  const mayTake = session.may.includes("take");
  const takeOne = async (start: string) => {
    const taken = await take.mutateAsync({ params: paramsUnder(session), body: { start } }).catch(look);
    if (taken) tell(t("booking.confirmed"));
  };
  const name = proposal.by === "expert" ? session.expert.name : session.founder.name;
  return (
    <Stack gap="md">
      <p>
        {t("proposal.by", { name })} {t("session.heldUntil")} <Moment at={proposal.expires_at} zone={here} />
      </p>
      {proposal.origin === "google" ? <p>{t("calendarEdits.moved", { name })}</p> : null}
      {proposal.word ? <p>{proposal.word}</p> : null}
      <OfferedStarts
        starts={proposal.starts}
        here={here}
        there={there}
        busy={take.isPending}
        onTake={mayTake ? takeOne : undefined}
      />
      <SessionMeanwhile error={take.error} session={session} />
      {session.may.includes("turn_down") ? (
        <div>
          <Button variant="default" size="md" onClick={() => setRefusing(true)}>
            {t("actions.turn_down")}
          </Button>
        </div>
      ) : null}
      {refusing ? (
        <ActionDialog action="turn_down" session={session} onClose={() => setRefusing(false)} />
      ) : null}
    </Stack>
  );
}
