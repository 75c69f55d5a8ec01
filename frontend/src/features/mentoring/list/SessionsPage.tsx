import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Icon } from "@/components/Icon";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { clockOf, isCoordinator, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { useUrlState } from "@/lib/useUrlState";
import { ListTabs } from "../series/ListTabs";
import { exportHref, sessionsQuery, spanOf, spans } from "./filters";
import classes from "./list.module.css";
import { SessionCardRow } from "./SessionCardRow";
import { SessionFilters } from "./SessionFilters";
import { SessionTable } from "./SessionTable";

const pageSize = 25;

export default function SessionsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const url = useUrlState();
  const wide = isCoordinator(me);
  const roomy = useMediaQuery("(min-width: 768px)", true, { getInitialValueInEffect: false });
  const now = useNow(60_000);
  const span = spanOf(url.get);
  const query = sessionsQuery(url.get, clockOf(me), now);
  const sessions = api.useQuery(
    "get",
    "/api/sessions/",
    { params: { query: { ...query, page: url.page, page_size: pageSize } } },
    { placeholderData: keepPreviousData, refetchInterval: 15_000 },
  );
  const rows = sessions.data?.results ?? [];
  const count = sessions.data?.count ?? 0;
  const descending = query.ordering[0] === "-starts_at";
  const exportLink = (
    <Button
      component="a"
      href={exportHref(query)}
      variant="default"
      leftSection={<Icon name="download" />}
      download
    >
      {t("sessions.export")}
    </Button>
  );
  return (
    <Page title={t("sessions.title")} width={wide ? "wide" : "normal"} aside={wide ? exportLink : null}>
      <ListTabs here="sessions" />
      <div className={classes.head}>
        <SegmentedFilter
          label={t("sessions.span")}
          value={span}
          options={spans.map((value) => ({ value, label: t(`sessions.spans.${value}`) }))}
          onChange={(when) => url.set({ when, ordering: "" })}
        />
        <SessionFilters url={url} wide={wide} />
      </div>
      <p role="status">{sessions.data ? t("sessions.found", { count }) : t("common.loading")}</p>
      <ErrorState error={sessions.error} onRetry={sessions.refetch} />
      {sessions.isPending ? <Loading rows={4} height={88} /> : null}
      {sessions.data && count === 0 ? (
        <EmptyState
          icon="calendar"
          title={t(span === "upcoming" ? "home.nothingAhead" : "sessions.none")}
          text={t(me.role === "startup_member" ? "sessions.noneStartup" : "sessions.noneOther")}
          action={
            me.role === "startup_member" ? (
              <LinkButton to="/mentors">{t("home.findMentor")}</LinkButton>
            ) : null
          }
        />
      ) : null}
      {wide && roomy && rows.length > 0 ? (
        <SessionTable
          sessions={rows}
          descending={descending}
          onSort={() => url.set({ ordering: descending ? "starts_at" : "-starts_at" })}
        />
      ) : null}
      {wide && roomy ? null : (
        <ul className={classes.list}>
          {rows.map((session) => (
            <li key={session.id}>
              <SessionCardRow session={session} />
            </li>
          ))}
        </ul>
      )}
      <Pager count={count} pageSize={pageSize} url={url} />
    </Page>
  );
}
