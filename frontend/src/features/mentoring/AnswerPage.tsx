import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { TwoClocks } from "@/components/TwoClocks";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { asProblem } from "@/lib/problem";
import { AnswerForm } from "./AnswerForm";
import { ProposalAnswerForm } from "./ProposalAnswerForm";
import { StateTag } from "./StateTag";
import { BriefCard } from "./session/BriefCard";

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
  const lost = [404, 410].includes(asProblem(answer.error)?.status ?? 0);
  const startup = session ? inLanguage(language, session.startup.name_ko, session.startup.name_en) : "";
  const ofExpert = session?.person_id !== session?.founder.id;
  const isProposal = session?.asks === "proposal";
  const title = isProposal
    ? t("proposal.from", { name: ofExpert ? startup : session?.expert.name })
    : t("answer.title", { name: startup });
  const zones = session && {
    here: ofExpert ? session.expert_time_zone : session.founder_time_zone,
    there: ofExpert ? session.founder_time_zone : session.expert_time_zone,
  };
  const reread = () => void answer.refetch();
  return (
    <Page
      title={session ? title : t("answer.request")}
      lead={session ? inLanguage(language, session.programme.name_ko, session.programme.name_en) : null}
      width="text"
    >
      <ErrorState error={answer.error} {...(lost ? {} : { onRetry: reread })} />
      {lost ? (
        <Notice>
          <p>{t("answer.lost")}</p>
          <LinkButton to="/">{t("signIn.title")}</LinkButton>
        </Notice>
      ) : null}
      {answer.isPending ? <Loading rows={2} height={160} /> : null}
      {session && zones ? (
        <>
          <Card title={t("session.when")} aside={<StateTag state={session.state} />}>
            <TwoClocks at={session.starts_at} until={session.ends_at} {...zones} size="lg" />
          </Card>
          {session.proposal && !session.answered ? (
            <ProposalAnswerForm token={token} proposal={session.proposal} {...zones} onAnswered={reread} />
          ) : null}
          <BriefCard session={session} />
          {session.answered ? (
            <Notice tone="good">
              <p>{t("answer.answered")}</p>
            </Notice>
          ) : null}
          {session.answered || isProposal ? null : <AnswerForm token={token} onAnswered={reread} />}
        </>
      ) : null}
    </Page>
  );
}
