import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { dateText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import sessionClasses from "../session/session.module.css";
import { usePairChanged } from "./pairs";
import { TermsDates } from "./TermsDates";
import { TermsForm } from "./TermsForm";

type Agreement = NonNullable<Pair["agreement"]>;

const taken = ["slot_taken", "series_clashes"];

function termsOf({ goals, sessions, every_weeks, anchor, starts_on, starts_time }: Agreement) {
  return { goals, sessions, every_weeks, anchor, starts_on, starts_time };
}

function AgreementFacts({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = dateText(agreement.starts_on, serverNow(), language);
  return (
    <dl className={sessionClasses.facts}>
      <div>
        <dt>{t("pairs.goals")}</dt>
        <dd>{agreement.goals}</dd>
      </div>
      <div>
        <dt>{t("pairs.schedule")}</dt>
        <dd>
          {t("pairs.scheduleText", {
            sessions: agreement.sessions,
            count: agreement.every_weeks,
            first,
            time: agreement.starts_time,
            place: placeName(agreement.anchor_zone, language),
          })}
        </dd>
      </div>
    </dl>
  );
}

/** What the pair has agreed on, what waits for an answer, and the form for something else. */
export function AgreementCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [asks, setAsks] = useState(false);
  const onSuccess = usePairChanged();
  const agree = api.useMutation("post", "/api/relations/{relation_id}/agreements/{version}/agree/", {
    onSuccess,
  });
  const decline = api.useMutation("post", "/api/relations/{relation_id}/agreements/{version}/decline/", {
    onSuccess,
  });
  const { agreement, proposal, may, side } = pair;
  const dates = api.useMutation("post", "/api/relations/{relation_id}/agreements/preview/");
  const answers = proposal !== null && proposal.side !== side && may.includes("propose");
  const answer = async (deed: typeof agree | typeof decline, told: string) => {
    if (!proposal) return;
    const path = { relation_id: pair.id, version: proposal.version };
    try {
      await deed.mutateAsync({ params: { path }, body: { word: "" } });
      tell(told);
    } catch (error) {
      // Something has come in between: say which dates cannot be had, and what is free instead.
      if (taken.includes(asProblem(error)?.code ?? ""))
        dates.mutate({ params: { path: { relation_id: pair.id } }, body: termsOf(proposal) });
    }
  };
  return (
    <Card title={t("pairs.agreement")} lead={agreement || proposal ? null : t("pairs.noAgreement")}>
      <Stack gap="md">
        {agreement ? <AgreementFacts agreement={agreement} /> : null}
        {proposal ? (
          <Notice tone={answers ? "warn" : "info"}>
            <p>{t(answers ? "pairs.proposedToYou" : "pairs.proposedByYou")}</p>
            <AgreementFacts agreement={proposal} />
          </Notice>
        ) : null}
        <ErrorState error={agree.error ?? decline.error} />
        {dates.data && agree.error ? <TermsDates preview={dates.data} side={side} /> : null}
        <Group gap="sm">
          {answers ? (
            <>
              <Button size="md" loading={agree.isPending} onClick={() => answer(agree, t("pairs.agreed"))}>
                {t("pairs.agree")}
              </Button>
              <Button
                size="md"
                variant="default"
                loading={decline.isPending}
                onClick={() => answer(decline, t("pairs.turnedDown"))}
              >
                {t("pairs.turnDown")}
              </Button>
            </>
          ) : null}
          {may.includes("propose") && !asks ? (
            <Button
              size="md"
              variant={agreement || proposal ? "default" : "filled"}
              onClick={() => setAsks(true)}
            >
              {t(agreement || proposal ? "pairs.proposeOther" : "pairs.propose")}
            </Button>
          ) : null}
        </Group>
        {asks ? <TermsForm pair={pair} onDone={() => setAsks(false)} /> : null}
      </Stack>
    </Card>
  );
}
