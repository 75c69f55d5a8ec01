import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { GroupCard } from "./GroupCard";
import { GroupFilters } from "./GroupFilters";
import classes from "./groups.module.css";

const pageSize = 20;
const views = ["open", "mine", "all"] as const;

export default function GroupsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const url = useUrlState();
  const view = views.find((known) => known === url.get("view")) ?? "open";
  const query = {
    open: view === "open" || undefined,
    mine: view === "mine" || undefined,
    programme: url.get("programme") || undefined,
    q: url.get("q") || undefined,
    ordering: [view === "all" ? ("-starts_at" as const) : ("starts_at" as const)],
    page: url.page,
    page_size: pageSize,
  };
  const groups = api.useQuery(
    "get",
    "/api/groups/",
    { params: { query } },
    { placeholderData: keepPreviousData, refetchInterval: 15_000 },
  );
  const count = groups.data?.count ?? 0;
  const opens = me.role !== "startup_member";
  const open = <LinkButton to="/groups/new">{t("groups.new")}</LinkButton>;
  return (
    <Page title={t("groups.title")} lead={t("groups.lead")} aside={opens ? open : null}>
      <div className={classes.head}>
        <SegmentedFilter
          label={t("groups.view")}
          value={view}
          options={views.map((value) => ({ value, label: t(`groups.views.${value}`) }))}
          onChange={(value) => url.set({ view: value === "open" ? "" : value })}
        />
        <GroupFilters url={url} />
      </div>
      <p role="status">{groups.data ? t("groups.found", { count }) : t("common.loading")}</p>
      <ErrorState error={groups.error} onRetry={groups.refetch} />
      {groups.isPending ? <Loading rows={3} height={180} /> : null}
      {groups.data && count === 0 ? (
        <EmptyState
          icon="people"
          title={t("groups.none")}
          text={t(opens ? "groups.noneHost" : "groups.noneStartup")}
          action={opens ? open : null}
        />
      ) : null}
      <ul className={classes.list}>
        {groups.data?.results.map((group) => (
          <li key={group.id}>
            <GroupCard group={group} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
    </Page>
  );
}
