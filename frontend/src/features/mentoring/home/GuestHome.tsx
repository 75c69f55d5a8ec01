import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { clockOf, useMe } from "@/features/accounts/me";
import { LostConsent } from "@/features/calendars/google/LostConsent";
import { useNow } from "@/lib/clock";
import { dayOf } from "@/lib/days";
import { NextGroup } from "../groups/NextGroup";
import { useNextGroup } from "../groups/useNextGroup";
import { AskedNotice } from "../pairing/AskedNotice";
import { AsksCard } from "../programmes/own/AsksCard";
import { SeriesRequestCard } from "../series/SeriesRequestCard";
import { useWaitingSeries } from "../series/useWaitingSeries";
import classes from "./home.module.css";
import { NextSession } from "./NextSession";
import { RequestCard } from "./RequestCard";
import { SessionsCard } from "./SessionsCard";
import { useUpcoming } from "./useUpcoming";

/** A mentor's or contact's home: what wants an answer, today, and what comes. */
export function GuestHome() {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const confirmed = useUpcoming("confirmed");
  const requested = useUpcoming("requested", "proposed");
  const series = useWaitingSeries();
  const group = useNextGroup();
  const [next, ...others] = confirmed.data?.results ?? [];
  const isToday = (at: string) => dayOf(at, clockOf(me)) === dayOf(now, clockOf(me));
  return (
    <Page
      title={t("home.hello", { name: me.name })}
      aside={
        <LinkButton to="/hours" size="md" variant="default">
          {t("nav.hours")}
        </LinkButton>
      }
    >
      <LostConsent />
      <AsksCard />
      <AskedNotice />
      <ErrorState error={requested.error ?? confirmed.error} onRetry={requested.refetch} />
      <section className={classes.list} aria-label={t("home.requests")}>
        <h2>{t("home.requests")}</h2>
        {requested.isPending ? <Loading rows={1} height={200} /> : null}
        {requested.data?.count === 0 && series.data?.count === 0 ? (
          <EmptyState icon="inbox" title={t("home.noRequests")} text={t("home.noRequestsHint")} />
        ) : null}
        {series.data?.results.map((row) => (
          <SeriesRequestCard key={row.id} row={row} />
        ))}
        {requested.data?.results.map((session) => (
          <RequestCard key={session.id} id={session.id} />
        ))}
      </section>
      {confirmed.isPending ? <Loading rows={1} height={240} /> : null}
      {next ? <NextSession session={next} /> : null}
      {group ? <NextGroup group={group} /> : null}
      {confirmed.data && !next && !group ? (
        <EmptyState icon="calendar" title={t("home.nothingAhead")} text={t("home.nothingAheadHint")} />
      ) : null}
      <SessionsCard title={t("home.today")} sessions={others.filter(({ starts_at }) => isToday(starts_at))} />
      <SessionsCard
        title={t("home.later")}
        sessions={others.filter(({ starts_at }) => !isToday(starts_at))}
      />
    </Page>
  );
}
