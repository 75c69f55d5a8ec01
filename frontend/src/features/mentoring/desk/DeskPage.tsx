import { useTranslation } from "react-i18next";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Page } from "@/components/Page";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { HubCard } from "@/features/calendars/hub/HubCard";
import { useUrlState } from "@/lib/useUrlState";
import { ListTabs } from "../series/ListTabs";
import { ConnectionsCard } from "./ConnectionsCard";
import { DeskList } from "./DeskList";
import classes from "./desk.module.css";
import { useRetried } from "./useRetried";
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
  const url = useUrlState();
  const writes = useWrites(url);
  const tally = useTally(url).data;
  const helpable = useHelpable(url);
  const { one, all } = useRetry();
  const retried = useRetried();
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
      <DeskList
        url={url}
        page={writes.data}
        pageSize={pageSize}
        found={(count) => t("desk.found", { count })}
        none={{ title: t("desk.none"), text: t("desk.noneHint") }}
        error={writes.error ?? one.error ?? all.error}
        onReread={writes.refetch}
        helpable={helpable}
        isRetrying={all.isPending}
        onRetryAll={() => all.mutate({ params: { query: filtersIn(url) } }, retried)}
      >
        {(write) => (
          <WriteRow
            write={write}
            retrying={one.isPending && one.variables.params.path.event_id === write.id}
            onRetry={() => one.mutate({ params: { path: { event_id: write.id } } }, retried)}
          />
        )}
      </DeskList>
    </Page>
  );
}
