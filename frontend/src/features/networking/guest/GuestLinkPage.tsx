import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { useBookingByLink } from "../booking/useBooking";
import { EventCalendarCard } from "../calendar/EventCalendarCard";
import { EventToCalendar } from "../calendar/EventToCalendar";
import { useCalendarByLink } from "../calendar/useEventCalendar";
import { EventAbout } from "../EventAbout";
import { EventWhen } from "../EventWhen";
import { titleOf } from "../events";
import { GuestBody } from "./GuestBody";
import { useDoorByLink } from "./useDoorByLink";

/** A guest's own page behind their link: no account, no password. */
export default function GuestLinkPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { token = "" } = useParams();
  const door = useDoorByLink(token);
  const calendar = useCalendarByLink(token);
  const booking = useBookingByLink(token);
  const { page } = door;
  const isLost = asProblem(door.pageError)?.status === 404;
  return (
    <Page
      title={page ? titleOf(page.event, language) : t("events.guestPage")}
      lead={page ? t("events.guestFor", { name: page.person_name }) : null}
      width="text"
    >
      <ErrorState error={door.pageError} {...(isLost ? {} : { onRetry: door.refetch })} />
      {isLost ? <LinkButton to="/events">{t("events.title")}</LinkButton> : null}
      {door.isPending ? <Loading rows={2} height={160} /> : null}
      {page ? (
        <>
          <Card title={t("events.when")}>
            <EventWhen event={page.event} zone={page.time_zone} />
            <EventToCalendar event={page.event} file={calendar.file} />
          </Card>
          {page.state === "approved" ? (
            <LinkButton to={`/e/${token}/agenda`}>{t("own.title")}</LinkButton>
          ) : null}
          <GuestBody door={door} booking={booking} />
          {page.registration ? <EventCalendarCard calendar={calendar} zone={page.time_zone} /> : null}
          <EventAbout event={page.event} />
        </>
      ) : null}
    </Page>
  );
}
