import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { api } from "@/lib/api";
import { type UrlState, useUrlState } from "@/lib/useUrlState";
import desk from "../desk/desk.module.css";
import { ListTabs } from "../series/ListTabs";
import { StrayTextsCard } from "./StrayTextsCard";
import { ThreadRow } from "./ThreadRow";

const PAGE_SIZE = 20;
const often = { refetchInterval: 8_000, staleTime: 0, placeholderData: keepPreviousData };

/** What people wrote about their sessions, for coordinators: who waits for a word comes first. */
export default function ThreadsPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const query = {
    unanswered: url.get("show") === "all" ? undefined : true,
    person: Number(url.get("person")) || undefined,
    session: url.get("session") || undefined,
    q: url.get("q") || undefined,
    page: url.page,
    page_size: PAGE_SIZE,
  };
  const list = api.useQuery("get", "/api/threads/", { params: { query } }, often);
  const rows = list.data?.results ?? [];
  const count = list.data?.count ?? 0;
  const isNarrow = url.get("person") || url.get("session");
  return (
    <Page title={t("threads.title")} lead={t("threads.lead")}>
      <ListTabs here="threads" />
      <StrayTextsCard />
      <ThreadFilters url={url} />
      <div className={desk.found}>
        <p role="status">{list.data ? t("threads.found", { count }) : t("common.loading")}</p>
        {isNarrow ? (
          <Button variant="subtle" onClick={() => url.set({ person: "", session: "" })}>
            {t("desk.everybody")}
          </Button>
        ) : null}
      </div>
      <ErrorState error={list.error} onRetry={list.refetch} />
      {list.isPending ? <Loading rows={3} height={120} /> : null}
      {list.data && count === 0 ? <NoThreads url={url} /> : null}
      <ul className={desk.list}>
        {rows.map((row) => (
          <li key={row.last.id}>
            <ThreadRow row={row} onPerson={(id) => url.set({ person: String(id), show: "all" })} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={PAGE_SIZE} url={url} />
    </Page>
  );
}

/** Why no conversation is shown, and the way to one: all of them, those without the narrowing, or a session. */
function NoThreads({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  if (url.get("show") !== "all") {
    return (
      <EmptyState
        icon="check"
        title={t("threads.none")}
        text={t("threads.noneHint")}
        action={<Button onClick={() => url.set({ show: "all" })}>{t("threads.showAll")}</Button>}
      />
    );
  }
  if (["q", "person", "session"].some((name) => url.get(name))) {
    return (
      <EmptyState
        icon="search"
        title={t("threads.noneFound")}
        text={t("threads.noneFoundHint")}
        action={
          <Button onClick={() => url.set({ q: "", person: "", session: "" })}>
            {t("common.clearFilters")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon="calendar"
      title={t("threads.noneYet")}
      text={t("threads.noneYetHint")}
      action={<LinkButton to="/sessions">{t("threads.toSessions")}</LinkButton>}
    />
  );
}

function ThreadFilters({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  return (
    <div className={desk.head}>
      <SegmentedFilter
        label={t("desk.state")}
        value={url.get("show") === "all" ? "all" : ""}
        options={[
          { value: "", label: t("threads.unanswered") },
          { value: "all", label: t("desk.everything") },
        ]}
        onChange={(show) => url.set({ show })}
      />
      <search className={desk.filters}>
        <SearchFilter url={url} label={t("desk.search")} />
      </search>
    </div>
  );
}
