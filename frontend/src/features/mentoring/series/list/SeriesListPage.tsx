import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SeriesState } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import sessions from "../../list/list.module.css";
import { ListTabs } from "../ListTabs";
import { seriesStates } from "../series";
import { SeriesFilters } from "./SeriesFilters";
import { SeriesRowCard } from "./SeriesRowCard";

const pageSize = 20;

export default function SeriesListPage() {
  const { t } = useTranslation();
  const me = useMe();
  const url = useUrlState();
  const state: SeriesState | undefined = seriesStates.find((known) => known === url.get("state"));
  const query = {
    state: state && [state],
    programme: url.get("programme") || undefined,
    q: url.get("q") || undefined,
    waiting: url.get("waiting") === "true" || undefined,
    page: url.page,
    page_size: pageSize,
  };
  const found = api.useQuery(
    "get",
    "/api/series/",
    { params: { query } },
    { placeholderData: keepPreviousData, refetchInterval: 15_000 },
  );
  const rows = found.data?.results ?? [];
  const count = found.data?.count ?? 0;
  const asks = me.role === "startup_member";
  return (
    <Page title={t("series.seriesList")}>
      <ListTabs here="series" />
      <SeriesFilters url={url} />
      <p role="status">{found.data ? t("series.found", { count }) : t("common.loading")}</p>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={104} /> : null}
      {found.data && count === 0 ? (
        <EmptyState
          icon="calendar"
          title={t("series.none")}
          text={t(asks ? "series.noneStartup" : "sessions.noneOther")}
          action={asks ? <LinkButton to="/mentors">{t("home.findMentor")}</LinkButton> : null}
        />
      ) : null}
      <ul className={sessions.list}>
        {rows.map((row) => (
          <li key={row.id}>
            <SeriesRowCard series={row} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
    </Page>
  );
}
