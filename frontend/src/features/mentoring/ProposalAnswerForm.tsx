import { Button, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Proposal } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { KnowinglyPart } from "./OwnCalendarShows";
import { FromCalendar } from "./proposal/FromCalendar";
import { OfferedStarts } from "./proposal/OfferedStarts";

type ProposalAnswerFormProps = {
  token: string;
  proposal: Proposal;
  here: string;
  there: string;
  name: string;
  onAnswered: () => void;
};

/** Takes one of the offered times, or none, without signing in. */
export function ProposalAnswerForm({
  token,
  proposal,
  here,
  there,
  name,
  onAnswered,
}: ProposalAnswerFormProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [word, setWord] = useState("");
  const take = api.useMutation("post", "/api/answers/{token}/take/", { onSuccess: onAnswered });
  const decline = api.useMutation("post", "/api/answers/{token}/decline/", { onSuccess: onAnswered });
  const params = { path: { token } };
  const busy = take.isPending || decline.isPending;
  const knowing = () => {
    const start = take.variables?.body.start;
    if (start) take.mutate({ params, body: { start, knowingly: true } });
  };
  return (
    <Card title={t("proposal.offered")}>
      <Stack gap="md">
        <FromCalendar proposal={proposal} name={name} />
        {proposal.word ? <p>{proposal.word}</p> : null}
        <OfferedStarts
          starts={proposal.starts}
          here={here}
          there={there}
          busy={busy}
          needsBoth={proposal.needs_both}
          chosen={search.get("start")}
          onTake={(start) => take.mutate({ params, body: { start, knowingly: false } })}
        />
        <Textarea
          label={t("proposal.word")}
          description={t("booking.optional")}
          rows={2}
          size="md"
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={take.error ?? decline.error} />
        <KnowinglyPart error={take.error} zone={here} busy={busy} onKnowing={knowing} />
        <Button
          size="md"
          variant="default"
          loading={decline.isPending}
          disabled={busy}
          onClick={() => decline.mutate({ params, body: { word } })}
        >
          {t("actions.turn_down")}
        </Button>
      </Stack>
    </Card>
  );
}
