import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { EventDesk } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { useLanguage } from "@/lib/i18n";
import { useUrlState } from "@/lib/useUrlState";
import { DeskLinks } from "../day/DeskLinks";
import { eventTones, titleOf } from "../events";
import classes from "../events.module.css";
import { BookingsTab } from "./BookingsTab";
import { useEventDesk } from "./desk";
import { FieldsTab } from "./FieldsTab";
import { GuestsTab } from "./GuestsTab";
import { OutcomeTab } from "./OutcomeTab";
import { PausesCard } from "./PausesCard";
import { QuestionsTab } from "./QuestionsTab";
import { StepBar } from "./StepBar";
import { guestFields, textFields, timeFields } from "./specs";
import { TablesTab } from "./TablesTab";
import { WishesTab } from "./WishesTab";

const tabs = [
  "text",
  "times",
  "tables",
  "policy",
  "questions",
  "guests",
  "wishes",
  "bookings",
  "outcome",
] as const;
type Tab = (typeof tabs)[number];

/** An event as coordinators prepare it: words, rounds, tables, who comes and whom they wish to meet. */
export default function EventEditPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { slug = "" } = useParams();
  const url = useUrlState();
  const tab = tabs.find((known) => known === url.get("tab")) ?? "text";
  const found = useEventDesk(slug);
  const event = found.data;
  // Where nobody books anything themselves, there is nothing to look at.
  const shownTabs = tabs.filter((one) => one !== "bookings" || event?.booking !== "none");
  if (!event)
    return (
      <Page title={t("events.desk")}>
        <ErrorState error={found.error} onRetry={found.refetch} />
        {found.isPending ? <Loading rows={3} /> : null}
      </Page>
    );
  return (
    <Page
      title={titleOf(event, language)}
      lead={
        <>
          <Tag tone={eventTones[event.state]}>{t(`events.states.${event.state}`)}</Tag>{" "}
          <Moment at={event.doors_at} zone={event.time_zone} />
        </>
      }
      aside={
        event.state === "draft" ? null : (
          <LinkButton to={`/events/${slug}`} size="md" variant="default">
            {t("events.publicPage")}
          </LinkButton>
        )
      }
      width="wide"
    >
      <StepBar event={event} />
      <DeskLinks slug={slug} />
      <nav className={classes.tabs} aria-label={t("events.parts")}>
        {shownTabs.map((one) => (
          <Link key={one} to={`?tab=${one}`} aria-current={one === tab ? "page" : undefined}>
            {t(`events.tabs.${one}`)}
          </Link>
        ))}
      </nav>
      <TabBody key={tab} tab={tab} event={event} />
    </Page>
  );
}

function TabBody({ tab, event }: { tab: Tab; event: EventDesk }) {
  const { t } = useTranslation();
  if (tab === "tables") return <TablesTab key={event.revision} event={event} />;
  if (tab === "guests") return <GuestsTab event={event} />;
  if (tab === "questions") return <QuestionsTab event={event} />;
  if (tab === "outcome") return <OutcomeTab event={event} />;
  if (tab === "bookings") return <BookingsTab event={event} />;
  if (tab === "wishes") return <WishesTab slug={event.slug} />;
  const specs = { text: textFields, times: timeFields, policy: guestFields }[tab];
  return (
    <>
      <FieldsTab event={event} title={t(`events.tabs.${tab}`)} specs={specs} />
      {tab === "times" ? <PausesCard key={event.revision} event={event} /> : null}
    </>
  );
}
