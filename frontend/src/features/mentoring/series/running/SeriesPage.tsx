import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import session from "../../session/session.module.css";
import { SeriesStateTag } from "../SeriesStateTag";
import { useSeries } from "../series";
import { SeriesBody } from "./SeriesBody";

export default function SeriesPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id = "" } = useParams();
  const { data: series, error, refetch, isPending } = useSeries(id);
  const startup = series ? inLanguage(language, series.startup.name_ko, series.startup.name_en) : "";
  const title = series ? t("session.title", { startup, expert: series.expert.name }) : t("series.series");
  return (
    <Page title={title} lead={<Link to="/series">{t("series.back")}</Link>}>
      <ErrorState error={error} onRetry={refetch} />
      {isPending ? <Loading rows={3} height={160} /> : null}
      {series ? (
        <>
          <div className={session.tags} role="status">
            <SeriesStateTag state={series.state} />
            <span>
              {t("series.series")} ·{" "}
              {inLanguage(language, series.programme.name_ko, series.programme.name_en)}
            </span>
          </div>
          <SeriesBody series={series} />
        </>
      ) : null}
    </Page>
  );
}
