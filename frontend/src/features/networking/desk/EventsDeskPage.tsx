import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { EventDeskRow } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { useUrlState } from "@/lib/useUrlState";
import { eventStates, eventTones, titleOf } from "../events";
import classes from "../events.module.css";
import { NewEventDialog } from "./NewEventDialog";

const pageSize = 20;

/** Every event of the hub, for coordinators. */
export default function EventsDeskPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const [isNew, setNew] = useState(false);
  const state = eventStates.find((known) => known === url.get("state"));
  const query = {
    state: state ? [state] : undefined,
    q: url.get("q") || undefined,
    page: url.page,
    page_size: pageSize,
  };
  const found = api.useQuery(
    "get",
    "/api/event-desk/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const count = found.data?.count ?? 0;
  const make = (
    <Button size="md" onClick={() => setNew(true)}>
      {t("events.new")}
    </Button>
  );
  return (
    <Page title={t("events.desk")} lead={t("events.deskLead")} aside={make}>
      <search className={classes.filters}>
        <SearchFilter url={url} label={t("events.search")} />
        <SelectFilter
          url={url}
          name="state"
          label={t("events.state")}
          any={t("events.all")}
          options={eventStates.map((value) => ({ value, label: t(`events.states.${value}`) }))}
        />
      </search>
      <p role="status">{found.data ? t("events.found", { count }) : t("common.loading")}</p>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={120} /> : null}
      {found.data && count === 0 ? (
        <EmptyState icon="calendar" title={t("events.noneFound")} text={t("events.noneDesk")} action={make} />
      ) : null}
      <ul className={classes.list}>
        {found.data?.results.map((event) => (
          <li key={event.slug}>
            <DeskCard event={event} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
      {isNew ? <NewEventDialog onClose={() => setNew(false)} /> : null}
    </Page>
  );
}

function DeskCard({ event }: { event: EventDeskRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { startup, contact } = event.seats;
  return (
    <article className={classes.card}>
      <div className={classes.tags}>
        <Tag tone={eventTones[event.state]}>{t(`events.states.${event.state}`)}</Tag>
        {event.undecided > 0 ? (
          <Tag tone="warn">{t("events.undecided", { count: event.undecided })}</Tag>
        ) : null}
      </div>
      <h2>
        <Link to={`/coordinator/events/${event.slug}`}>{titleOf(event, language)}</Link>
      </h2>
      <p>
        <Moment at={event.doors_at} zone={event.time_zone} />
      </p>
      <p className={classes.soft}>
        {t("events.startupsComing", {
          coming: startup.coming,
          seats: startup.seats,
          waiting: startup.waiting,
        })}
      </p>
      <p className={classes.soft}>
        {t("events.contactsComing", {
          coming: contact.coming,
          seats: contact.seats,
          waiting: contact.waiting,
        })}
      </p>
    </article>
  );
}
