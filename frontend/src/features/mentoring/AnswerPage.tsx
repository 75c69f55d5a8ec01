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
  const name = session ? inLanguage(language, session.startup.name_ko, session.startup.name_en) : "";
  return (
    <Page
      title={session ? t("answer.title", { name }) : t("answer.request")}
      lead={session ? inLanguage(language, session.programme.name_ko, session.programme.name_en) : null}
      width="text"
    >
      <ErrorState error={answer.error} {...(lost ? {} : { onRetry: () => void answer.refetch() })} />
      {lost ? (
        <Notice>
          <p>{t("answer.lost")}</p>
          <LinkButton to="/">{t("signIn.title")}</LinkButton>
        </Notice>
      ) : null}
      {answer.isPending ? <Loading rows={2} height={160} /> : null}
      {session ? (
        <>
          <Card title={t("session.when")} aside={<StateTag state={session.state} />}>
            <TwoClocks
              at={session.starts_at}
              until={session.ends_at}
              here={session.expert.time_zone}
              there={session.founder.time_zone}
              size="lg"
            />
          </Card>
          <BriefCard session={session} />
          {session.answered ? (
            <Notice tone="good">
              <p>{t("answer.answered")}</p>
            </Notice>
          ) : (
            <AnswerForm token={token} onAnswered={() => void answer.refetch()} />
          )}
        </>
      ) : null}
    </Page>
  );
}
