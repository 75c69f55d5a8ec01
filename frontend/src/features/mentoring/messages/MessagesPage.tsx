import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useOwnClock } from "@/features/accounts/me";
import { useChannels } from "@/features/messaging/channels";
import { SendingCard } from "@/features/messaging/sending/SendingCard";
import { type UrlState, useUrlState } from "@/lib/useUrlState";
import { DeskList } from "../desk/DeskList";
import desk from "../desk/desk.module.css";
import { useRetried } from "../desk/useRetried";
import { ListTabs } from "../series/ListTabs";
import { DeliveryCard } from "./DeliveryCard";
import { LoggedRow } from "./LoggedRow";
import { exportHref, filtersIn, pageSize, standingIn, standings, useHelpable, useLog, useRetry } from "./log";
import classes from "./messages.module.css";
import { PersonMessagesCard } from "./PersonMessagesCard";
import { ProgrammeRemindersCard } from "./ProgrammeRemindersCard";

/** What was said to whom and what became of it, for coordinators, and how delivery does on the whole. */
export default function MessagesPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const filters = filtersIn(url, useOwnClock());
  const log = useLog(filters, url.page);
  const helpable = useHelpable(filters);
  const { one, all } = useRetry();
  const retried = useRetried();
  const showPerson = (id: number) => url.set({ person: String(id), state: "", q: "" });
  const exportLink = (
    <Button
      component="a"
      href={exportHref(filters)}
      variant="default"
      leftSection={<Icon name="download" />}
      download
    >
      {t("sessions.export")}
    </Button>
  );
  return (
    <Page title={t("messageLog.title")} lead={t("messageLog.lead")} aside={exportLink}>
      <ListTabs here="messages" />
      <SendingCard />
      <DeliveryCard onPerson={showPerson} />
      <ProgrammeRemindersCard />
      {filters.person ? <PersonMessagesCard person={filters.person} /> : null}
      <LogFilters url={url} />
      <DeskList
        url={url}
        page={log.data}
        pageSize={pageSize}
        found={(count) => t("messageLog.found", { count })}
        none={{ title: t("messageLog.none"), text: t("messageLog.noneHint") }}
        error={log.error ?? one.error ?? all.error}
        onReread={log.refetch}
        helpable={helpable}
        isRetrying={all.isPending}
        onRetryAll={() => all.mutate({ params: { query: filters } }, retried)}
      >
        {(message) => (
          <LoggedRow
            message={message}
            retrying={one.isPending && one.variables.params.path.message_id === message.id}
            onRetry={() => one.mutate({ params: { path: { message_id: message.id } } }, retried)}
            onPerson={() => showPerson(message.person.id)}
          />
        )}
      </DeskList>
    </Page>
  );
}

function LogFilters({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  const channels = useChannels();
  return (
    <div className={desk.head}>
      <SegmentedFilter
        label={t("desk.state")}
        value={standingIn(url)}
        options={(["", ...standings] as const).map((value) => ({
          value,
          label: t(value ? `messageLog.standing.${value}` : "desk.everything"),
        }))}
        onChange={(chosen) => url.set({ state: chosen })}
      />
      <search className={classes.fields}>
        <SearchFilter url={url} label={t("desk.search")} />
        <SelectFilter
          url={url}
          name="channel"
          label={t("messageLog.channel")}
          any={t("desk.everything")}
          options={channels}
        />
        {(["from", "until"] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            size="md"
            label={t(`messageLog.${name}`)}
            value={url.get(name)}
            onChange={(event) => url.set({ [name]: event.currentTarget.value })}
          />
        ))}
      </search>
    </div>
  );
}
