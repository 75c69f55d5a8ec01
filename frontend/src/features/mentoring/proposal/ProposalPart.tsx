import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { ActionDialog } from "../session/ActionDialog";
import { useSessionChanged } from "../sessions";
import { OfferedStarts } from "./OfferedStarts";

type ProposalPartProps = { session: SessionDetail; here: string; there: string };

/** The other times that one side offers; whoever is to answer takes one or none. */
export function ProposalPart({ session, here, there }: ProposalPartProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [refusing, setRefusing] = useState(false);
  const onSuccess = useSessionChanged();
  const take = api.useMutation("post", "/api/sessions/{session_id}/take/", { onSuccess });
  const { proposal } = session;
  if (!proposal) return null;
  const mayTake = session.may.includes("take");
  const takeOne = async (start: string) => {
    const params = { path: { session_id: session.id } };
    const taken = await take.mutateAsync({ params, body: { start } }).catch(() => null);
    if (taken) tell(t("booking.confirmed"));
  };
  const name = proposal.by === "expert" ? session.expert.name : session.founder.name;
  return (
    <Stack gap="md">
      <p>
        {t("proposal.by", { name })} {t("session.heldUntil")} <Moment at={proposal.expires_at} zone={here} />
      </p>
      {proposal.word ? <p>{proposal.word}</p> : null}
      <OfferedStarts
        starts={proposal.starts}
        here={here}
        there={there}
        busy={take.isPending}
        onTake={mayTake ? takeOne : undefined}
      />
      <ErrorState error={take.error} />
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
