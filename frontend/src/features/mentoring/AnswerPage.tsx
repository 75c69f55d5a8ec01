import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Card } from "@/components/Card";
import { TwoClocks } from "@/components/TwoClocks";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { AnswerForm } from "./AnswerForm";
import { BehindLink } from "./BehindLink";
import { ProposalAnswerForm } from "./ProposalAnswerForm";
import { SessionToCalendar } from "./SessionToCalendar";
import { StateTag } from "./StateTag";
import { BriefCard } from "./session/BriefCard";
import { namesBeside } from "./sessions";
import { WhatHolds } from "./WhatHolds";

/** The page behind the signed link in a request's e-mail or text: answers without signing in. */
export default function AnswerPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { token = "" } = useParams();
  const answer = api.useQuery(
    "get",
    "/api/answers/{token}/",
    { params: { path: { token } } },
    { staleTime: 0 },
  );
  const session = answer.data;
  const startup = session ? inLanguage(language, session.startup.name_ko, session.startup.name_en) : "";
  const ofExpert = session?.person_id !== session?.founder.id;
  const isProposal = session?.asks === "proposal";
  const name = (ofExpert ? startup : session?.expert.name) ?? "";
  const isNobodys = session?.proposal?.origin === "guest";
  const titleOfProposal = isNobodys ? t("proposal.fromCalendar") : t("proposal.from", { name });
  const title = isProposal ? titleOfProposal : t("answer.title", { name: startup });
  const zones = session && {
    here: ofExpert ? session.expert_time_zone : session.founder_time_zone,
    there: ofExpert ? session.founder_time_zone : session.expert_time_zone,
  };
  const beside = session ? namesBeside(session, { expert_id: session.expert.id }) : "";
  const reread = () => void answer.refetch();
  return (
    <BehindLink
      title={session ? title : t("answer.request")}
      lead={session ? inLanguage(language, session.programme.name_ko, session.programme.name_en) : null}
      request={answer}
    >
      {session && zones ? (
        <>
          <Card title={t("session.when")} aside={<StateTag state={session.state} />}>
            <Stack gap="md">
              <TwoClocks at={session.starts_at} until={session.ends_at} {...zones} size="lg" />
              {beside ? <p>{t("sessions.also", { names: beside })}</p> : null}
              <div>
                <SessionToCalendar session={session} file={`/api/answers/${token}/invitation.ics`} />
              </div>
            </Stack>
          </Card>
          {session.proposal && !session.answered ? (
            <ProposalAnswerForm
              token={token}
              proposal={session.proposal}
              {...zones}
              name={name}
              onAnswered={reread}
            />
          ) : null}
          <BriefCard session={session} />
          {session.answered ? <WhatHolds answer={session} {...zones} name={name} /> : null}
          {session.answered || isProposal ? null : (
            <AnswerForm token={token} zone={zones.here} onAnswered={reread} />
          )}
        </>
      ) : null}
    </BehindLink>
  );
}
