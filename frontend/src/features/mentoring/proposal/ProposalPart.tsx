import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { KnowinglyPart } from "../OwnCalendarShows";
import { ActionDialog } from "../session/ActionDialog";
import { SessionMeanwhile } from "../session/SessionMeanwhile";
import { useSeenSession } from "../session/useSeenSession";
import { paramsUnder, useSessionChanged } from "../sessions";
import { FromCalendar } from "./FromCalendar";
import { OfferedStarts } from "./OfferedStarts";

type ProposalPartProps = { session: SessionDetail; here: Clock; there: string };

const namesOf = (session: SessionDetail) => ({
  startup: session.founder.name,
  expert: session.expert.name,
});

/** The other times that one side offers; whoever is to answer takes one or none. */
export function ProposalPart({ session, here, there }: ProposalPartProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [refusing, setRefusing] = useState(false);
  const onSuccess = useSessionChanged();
  const { look } = useSeenSession(session);
  const { role } = useMe();
  const take = api.useMutation("post", "/api/sessions/{session_id}/take/", { onSuccess });
  const { proposal } = session;
  if (!proposal) return null;
  const mayTake = session.may.includes("take");
  const takeOne = async (start: string, knowingly = false) => {
    const call = { params: paramsUnder(session), body: { start, knowingly } };
    const taken = await take.mutateAsync(call).catch(look);
    if (taken?.proposal) {
      tell(
        t("proposal.adopted", {
          name: namesOf(taken)[taken.proposal.by === "expert" ? "startup" : "expert"],
        }),
      );
    } else if (taken) tell(t("booking.confirmed"));
  };
  const name = proposal.by === "system" ? "" : namesOf(session)[proposal.by];
  return (
    <Stack gap="md">
      <p>
        {proposal.by === "system" ? t("proposal.byNobody") : t("proposal.by", { name })}{" "}
        {t("session.heldUntil")} <Moment at={proposal.expires_at} zone={here} />
      </p>
      <FromCalendar proposal={proposal} name={name} />
      {proposal.word ? <p>{proposal.word}</p> : null}
      <OfferedStarts
        starts={proposal.starts}
        here={here}
        there={there}
        busy={take.isPending}
        needsBoth={proposal.needs_both && role !== "coordinator"}
        onTake={mayTake ? (start) => void takeOne(start) : undefined}
      />
      <SessionMeanwhile error={take.error} session={session} />
      <KnowinglyPart
        error={take.error}
        zone={here}
        busy={take.isPending}
        onKnowing={() => void takeOne(take.variables?.body.start ?? "", true)}
      />
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
