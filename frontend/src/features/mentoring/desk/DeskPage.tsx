import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useTell } from "@/components/useTell";
import { HubCard } from "@/features/calendars/hub/HubCard";
import { useUrlState } from "@/lib/useUrlState";
import { ListTabs } from "../series/ListTabs";
import { ConnectionsCard } from "./ConnectionsCard";
import classes from "./desk.module.css";
import { WarningsCard } from "./WarningsCard";
import { WriteRow } from "./WriteRow";
import {
  filtersIn,
  pageSize,
  standings,
  timeOf,
  times,
  useHelpable,
  useRetry,
  useTally,
  useWrites,
} from "./writes";

/** What Google does not show as agreed, for coordinators: why, and again. */
export default function DeskPage() {
  const { t } = useTranslation();
  const tell = useTell();
  const url = useUrlState();
  const writes = useWrites(url);
  const tally = useTally(url).data;
  const helpable = useHelpable(url);
  const { one, all } = useRetry();
  const rows = writes.data?.results ?? [];
  const count = writes.data?.count ?? 0;
  const said = ({ retried }: { retried: number }) =>
    tell(retried ? t("desk.retried", { count: retried }) : t("story.nothingToRetry"));
  const retryAll = () => all.mutate({ params: { query: filtersIn(url) } }, { onSuccess: said });
  const every = tally && tally.failed + tally.paused + tally.waiting;
  const numbers = { "": every, failed: tally?.failed, paused: tally?.paused, waiting: tally?.waiting };
  const state = standings.find((standing) => standing === url.get("state")) ?? "";
  return (
    <Page title={t("desk.title")} lead={t("desk.lead")}>
      <ListTabs here="calendars" />
      <HubCard />
      <ConnectionsCard url={url} />
      <WarningsCard url={url} />
      <div className={classes.head}>
        <SegmentedFilter
          label={t("desk.state")}
          value={state}
          options={(["", ...standings] as const).map((value) => ({
            value,
            label: t("desk.counted", {
              what: t(value ? `desk.standing.${value}` : "desk.everything"),
              count: numbers[value] ?? 0,
            }),
          }))}
          onChange={(chosen) => url.set({ state: chosen })}
        />
        <search className={classes.filters}>
          <SearchFilter url={url} label={t("desk.search")} />
          <SelectFilter
            url={url}
            name="when"
            label={t("sessions.span")}
            value={timeOf(url)}
            options={times.map((value) => ({ value, label: t(`sessions.spans.${value}`) }))}
          />
        </search>
      </div>
      <div className={classes.found}>
        <p role="status">{writes.data ? t("desk.found", { count }) : t("common.loading")}</p>
        {url.get("person") ? (
          <Button variant="subtle" onClick={() => url.set({ person: "" })}>
            {t("desk.everybody")}
          </Button>
        ) : null}
        {helpable > 0 ? (
          <Button size="md" loading={all.isPending} onClick={retryAll}>
            {t("desk.retryAll", { count: helpable })}
          </Button>
        ) : null}
      </div>
      <ErrorState error={writes.error ?? one.error ?? all.error} onRetry={writes.refetch} />
      {writes.isPending ? <Loading rows={3} height={132} /> : null}
      {writes.data && count === 0 ? (
        <EmptyState icon="check" title={t("desk.none")} text={t("desk.noneHint")} />
      ) : null}
      <ul className={classes.list}>
        {rows.map((write) => (
          <li key={write.id}>
            <WriteRow
              write={write}
              retrying={one.isPending && one.variables.params.path.event_id === write.id}
              onRetry={() => one.mutate({ params: { path: { event_id: write.id } } }, { onSuccess: said })}
            />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
    </Page>
  );
}
