import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { EventRow } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { Tag } from "@/components/Tag";
import { TwoClocks } from "@/components/TwoClocks";
import { isCoordinator, useMeQuery } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { useUrlState } from "@/lib/useUrlState";
import { eventTones, titleOf, useOwnZone } from "./events";
import classes from "./events.module.css";

const pageSize = 20;

/** The events that lie ahead, for everybody. */
export default function EventsPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const { data: me } = useMeQuery();
  const query = { page: url.page, page_size: pageSize };
  const events = api.useQuery(
    "get",
    "/api/events/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const count = events.data?.count ?? 0;
  const desk =
    me && isCoordinator(me) ? <LinkButton to="/coordinator/events">{t("events.desk")}</LinkButton> : null;
  return (
    <Page title={t("events.title")} lead={t("events.lead")} aside={desk}>
      <ErrorState error={events.error} onRetry={events.refetch} />
      {events.isPending ? <Loading rows={2} height={180} /> : null}
      {events.data && count === 0 ? (
        <EmptyState
          icon="calendar"
          title={t("events.none")}
          text={t(desk ? "events.noneDesk" : "events.noneHint")}
          action={desk}
        />
      ) : null}
      <ul className={classes.list}>
        {events.data?.results.map((event) => (
          <li key={event.slug}>
            <EventCard event={event} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
    </Page>
  );
}

function EventCard({ event }: { event: EventRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useOwnZone();
  return (
    <article className={classes.card}>
      <div className={classes.tags}>
        <Tag tone={eventTones[event.state]}>{t(`events.states.${event.state}`)}</Tag>
        <Tag plain>{t(`events.formats.${event.format}`)}</Tag>
      </div>
      <h2>
        <Link to={`/events/${event.slug}`}>{titleOf(event, language)}</Link>
      </h2>
      <TwoClocks at={event.doors_at} here={zone} there={event.time_zone} size="sm" />
      <p className={classes.soft}>{event.place || t("events.online")}</p>
      <p className={classes.soft}>
        {event.seats.startup.free > 0
          ? t("events.freeForStartups", { count: event.seats.startup.free })
          : t("events.fullForStartups")}
      </p>
    </article>
  );
}
