import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { AssignDialog } from "./AssignDialog";
import { PairCard } from "./PairCard";
import { PairTable } from "./PairTable";
import classes from "./pairs.module.css";

const pageSize = 50;
const views = ["standing", "over", "all"] as const;
const statesOf = {
  standing: ["offered", "active"],
  over: ["ended", "declined", "expired", "withdrawn"],
  all: undefined,
} as const;

export default function PairsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const coordinates = isCoordinator(me);
  const url = useUrlState();
  const view = views.find((known) => known === url.get("view")) ?? "standing";
  const states = statesOf[view];
  const query = {
    state: states ? [...states] : undefined,
    q: url.get("q") || undefined,
    programme: url.get("programme") || undefined,
    page: url.page,
    page_size: pageSize,
  };
  const pairs = api.useQuery(
    "get",
    "/api/relations/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const count = pairs.data?.count ?? 0;
  const [assigns, setAssigns] = useState(false);
  const aside =
    me.role === "startup_member" ? null : (
      <>
        {coordinates ? <Button onClick={() => setAssigns(true)}>{t("pairs.assign.title")}</Button> : null}
        <LinkButton to="/honoraria" variant="default">
          {t("honoraria.title")}
        </LinkButton>
      </>
    );
  return (
    <Page
      title={t("pairs.title")}
      lead={t(coordinates ? "pairs.leadAll" : "pairs.leadOwn")}
      width={coordinates ? "wide" : "normal"}
      aside={aside}
    >
      <div className={classes.head}>
        <SegmentedFilter
          label={t("pairs.view")}
          value={view}
          options={views.map((value) => ({ value, label: t(`pairs.views.${value}`) }))}
          onChange={(value) => url.set({ view: value === "standing" ? "" : value })}
        />
        {coordinates ? <SearchFilter url={url} label={t("pairs.search")} /> : null}
      </div>
      <p role="status">{pairs.data ? t("pairs.found", { count }) : t("common.loading")}</p>
      <ErrorState error={pairs.error} onRetry={pairs.refetch} />
      {pairs.isPending ? <Loading rows={3} height={120} /> : null}
      {pairs.data && count === 0 ? (
        <EmptyState
          icon="people"
          title={t("pairs.none")}
          text={t(coordinates ? "pairs.noneAll" : "pairs.noneOwn")}
        />
      ) : null}
      {coordinates && count > 0 ? <PairTable pairs={pairs.data?.results ?? []} /> : null}
      {coordinates ? null : (
        <ul className={classes.list}>
          {pairs.data?.results.map((pair) => (
            <li key={pair.id}>
              <PairCard pair={pair} />
            </li>
          ))}
        </ul>
      )}
      <Pager count={count} pageSize={pageSize} url={url} />
      {assigns ? <AssignDialog onClose={() => setAssigns(false)} /> : null}
    </Page>
  );
}
