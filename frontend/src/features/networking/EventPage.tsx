import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { Tag } from "@/components/Tag";
import { isCoordinator, useMeQuery } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { useBookingByAccount } from "./booking/useBooking";
import { EventCalendarCard } from "./calendar/EventCalendarCard";
import { EventToCalendar } from "./calendar/EventToCalendar";
import { useCalendarByAccount } from "./calendar/useEventCalendar";
import { EventAbout } from "./EventAbout";
import { EventWhen } from "./EventWhen";
import { eventTones, titleOf, useOwnZone } from "./events";
import { GuestBody } from "./guest/GuestBody";
import { useDoorByAccount } from "./guest/useDoorByAccount";

/** The public page of an event; guests who are signed in have their own part on it. */
export default function EventPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { slug = "" } = useParams();
  const zone = useOwnZone();
  const me = useMeQuery();
  const found = api.useQuery("get", "/api/events/{slug}/", { params: { path: { slug } } });
  const event = found.data;
  const isGuest = me.data?.role === "startup_member" || me.data?.role === "contact";
  return (
    <Page
      title={event ? titleOf(event, language) : t("events.title")}
      lead={event ? <Tag tone={eventTones[event.state]}>{t(`events.states.${event.state}`)}</Tag> : null}
      aside={
        me.data && isCoordinator(me.data) && event ? (
          <LinkButton to={`/coordinator/events/${slug}`}>{t("events.edit")}</LinkButton>
        ) : null
      }
      width="text"
    >
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={2} height={180} /> : null}
      {event ? (
        <>
          {event.state === "cancelled" ? (
            <Notice tone="bad">
              <p>{t("events.calledOff", { reason: event.closing_reason })}</p>
            </Notice>
          ) : null}
          <Card title={t("events.when")}>
            <EventWhen event={event} zone={zone} />
            <EventToCalendar event={event} file={`/api/events/${slug}/event.ics`} />
          </Card>
          <EventAbout event={event} />
          {isGuest ? <OwnPart slug={slug} /> : null}
          {me.data ? <CalendarPart slug={slug} zone={zone} /> : null}
          {me.isError && event.state === "open" ? (
            <Card title={t("events.register")}>
              <p>{t("events.signInFirst")}</p>
              <LinkButton to={`/sign-in?next=/events/${slug}`} size="md" mt="md">
                {t("events.signIn")}
              </LinkButton>
            </Card>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}

function CalendarPart({ slug, zone }: { slug: string; zone: string }) {
  return <EventCalendarCard calendar={useCalendarByAccount(slug)} zone={zone} />;
}

function OwnPart({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const door = useDoorByAccount(slug);
  const booking = useBookingByAccount(slug);
  return (
    <>
      {door.page?.state === "approved" ? (
        <LinkButton to={`/events/${slug}/agenda`}>{t("own.title")}</LinkButton>
      ) : null}
      <GuestBody door={door} booking={booking} />
    </>
  );
}
