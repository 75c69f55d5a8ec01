import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useMomentLine } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { dateText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import sessionClasses from "../session/session.module.css";
import { usePairChanged } from "./pairs";
import { TermsForm } from "./TermsForm";

type Agreement = NonNullable<Pair["agreement"]>;

const taken = ["slot_taken", "series_clashes"];

function AgreementFacts({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const line = useMomentLine();
  const dayText = (on: string) => dateText(on, serverNow(), language);
  const leftOut = agreement.exceptions.filter(({ starts_at }) => starts_at === null);
  const moved = agreement.exceptions.flatMap(({ starts_at }) => starts_at ?? []);
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
            first: dayText(agreement.starts_on),
            time: agreement.starts_time,
            place: placeName(agreement.anchor_zone, language),
          })}
          {leftOut.length > 0 ? (
            <p>{t("pairs.leftOut", { days: leftOut.map(({ on }) => dayText(on)).join(", ") })}</p>
          ) : null}
          {moved.length > 0 ? (
            <p>
              {t("pairs.otherTimes", {
                times: moved.map((at) => line(at, agreement.anchor_zone)).join(" / "),
              })}
            </p>
          ) : null}
        </dd>
      </div>
    </dl>
  );
}

/** What the pair has agreed on, what waits for an answer, and the form for something else. */
export function AgreementCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [asks, setAsks] = useState<"no" | "terms" | "dates">("no");
  const onSuccess = usePairChanged();
  const agree = api.useMutation("post", "/api/relations/{relation_id}/agreements/{version}/agree/", {
    onSuccess,
  });
  const decline = api.useMutation("post", "/api/relations/{relation_id}/agreements/{version}/decline/", {
    onSuccess,
  });
  const { agreement, proposal, may, side } = pair;
  const answers = proposal !== null && proposal.side !== side && may.includes("propose");
  const answer = async (deed: typeof agree | typeof decline, told: string) => {
    if (!proposal) return;
    const path = { relation_id: pair.id, version: proposal.version };
    try {
      await deed.mutateAsync({ params: { path }, body: { word: "" } });
      tell(told);
    } catch (error) {
      // Something has come in between: show which dates cannot be had, and what to propose instead.
      if (taken.includes(asProblem(error)?.code ?? "")) setAsks("dates");
    }
  };
  const leaveForm = () => {
    agree.reset(); // why it was refused is no news once other dates are proposed
    setAsks("no");
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
          {may.includes("propose") && asks === "no" ? (
            <Button
              size="md"
              variant={agreement || proposal ? "default" : "filled"}
              onClick={() => setAsks("terms")}
            >
              {t(agreement || proposal ? "pairs.proposeOther" : "pairs.propose")}
            </Button>
          ) : null}
        </Group>
        {asks === "no" ? null : <TermsForm pair={pair} looks={asks === "dates"} onDone={leaveForm} />}
      </Stack>
    </Card>
  );
}
