import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { asProblem } from "@/lib/problem";
import { BriefCard } from "../session/BriefCard";
import { AskedDates } from "./AskedDates";
import { SeriesAnswerForm } from "./SeriesAnswerForm";

/** The page behind the signed link in the mail of a series request: one answer for all dates, without signing in. */
export default function SeriesAnswerPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { token = "" } = useParams();
  const answer = api.useQuery(
    "get",
    "/api/series-answers/{token}/",
    { params: { path: { token } } },
    { staleTime: 0 },
  );
  const series = answer.data;
  const lost = [404, 410].includes(asProblem(answer.error)?.status ?? 0);
  const startup = series ? inLanguage(language, series.startup.name_ko, series.startup.name_en) : "";
  const reread = () => void answer.refetch();
  return (
    <Page
      title={series ? t("answer.title", { name: startup }) : t("answer.request")}
      lead={series ? inLanguage(language, series.programme.name_ko, series.programme.name_en) : null}
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
      {series ? (
        <>
          <AskedDates series={series} />
          <BriefCard session={series} />
          {series.answered ? (
            <Notice tone="good">
              <p>{t("answer.answered")}</p>
            </Notice>
          ) : (
            <SeriesAnswerForm token={token} onAnswered={reread} />
          )}
        </>
      ) : null}
    </Page>
  );
}
