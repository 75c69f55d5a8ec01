import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import session from "../../session/session.module.css";
import { StoryTabs } from "../../story/StoryTabs";
import { SeriesStateTag } from "../SeriesStateTag";
import { useSeries } from "../series";
import { SeriesBody } from "./SeriesBody";
import { SeriesStory } from "./SeriesStory";

export default function SeriesPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id = "" } = useParams();
  const coordinates = isCoordinator(useMe());
  const [params] = useSearchParams();
  const story = params.get("view") === "story" && coordinates;
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
          {coordinates ? <StoryTabs path={`/series/${id}`} story={story} /> : null}
          {story ? <SeriesStory series={series} /> : <SeriesBody series={series} />}
        </>
      ) : null}
    </Page>
  );
}
