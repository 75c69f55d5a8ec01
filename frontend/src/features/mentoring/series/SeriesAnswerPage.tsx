import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Notice } from "@/components/Notice";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { BehindLink } from "../BehindLink";
import { BriefCard } from "../session/BriefCard";
import { AskedDates } from "./AskedDates";
import { SeriesAnswerForm } from "./SeriesAnswerForm";
import { sidesIn } from "./series";

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
  const startup = series ? inLanguage(language, series.startup.name_ko, series.startup.name_en) : "";
  const reread = () => void answer.refetch();
  return (
    <BehindLink
      title={series ? t("answer.title", { name: startup }) : t("answer.request")}
      lead={series ? inLanguage(language, series.programme.name_ko, series.programme.name_en) : null}
      request={answer}
    >
      {series ? (
        <>
          <AskedDates series={series} />
          <BriefCard session={series} />
          {series.answered ? (
            <>
              <Notice tone="good">
                <p>{t("answer.answered")}</p>
              </Notice>
              {series.occurrences.some(({ state }) => state === "confirmed") ? (
                <AddToCalendar file={`/api/series-answers/${token}/invitation.ics`} />
              ) : null}
            </>
          ) : (
            <SeriesAnswerForm token={token} zone={sidesIn(series).expert} onAnswered={reread} />
          )}
        </>
      ) : null}
    </BehindLink>
  );
}
