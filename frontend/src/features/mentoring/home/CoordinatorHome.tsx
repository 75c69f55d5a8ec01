import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { useMe } from "@/features/accounts/me";
import { LostConsent } from "@/features/calendars/google/LostConsent";
import { api } from "@/lib/api";
import { useStuckWrites } from "../desk/writes";
import { useWaitingSeries } from "../series/useWaitingSeries";
import { WaitingSeriesCard } from "../series/WaitingSeriesCard";
import classes from "./home.module.css";
import { SessionsCard } from "./SessionsCard";
import { useUpcoming } from "./useUpcoming";

/** What is stuck, what waits and what comes, for the hub's staff. */
export function CoordinatorHome() {
  const { t } = useTranslation();
  const me = useMe();
  const query = { attention: true, ordering: ["starts_at" as const], page_size: 10 };
  const stuck = api.useQuery("get", "/api/sessions/", { params: { query } }, { refetchInterval: 15_000 });
  const requested = useUpcoming("requested");
  const confirmed = useUpcoming("confirmed");
  const series = useWaitingSeries();
  const stuckWrites = useStuckWrites();
  const figures = [
    { to: "/sessions?attention=true", count: stuck.data?.count, text: t("home.stuck") },
    {
      to: "/sessions?when=upcoming&state=requested",
      count: requested.data?.count,
      text: t("home.unanswered"),
    },
    { to: "/sessions?when=upcoming&state=confirmed", count: confirmed.data?.count, text: t("home.ahead") },
  ];
  return (
    <Page
      title={t("home.hello", { name: me.name })}
      aside={
        <>
          <LinkButton to="/coordinator/programmes" size="md" variant="default">
            {t("programmes.desk")}
          </LinkButton>
          <LinkButton to="/links" size="md" variant="default">
            {t("links.title")}
          </LinkButton>
          <LinkButton to="/import" size="md" variant="default">
            {t("nav.import")}
          </LinkButton>
        </>
      }
    >
      <LostConsent />
      <div className={classes.figures}>
        {figures.map(({ to, count, text }) => (
          <Link key={to} to={to} className={classes.figure}>
            <strong>{count ?? "–"}</strong>
            <span>{text}</span>
          </Link>
        ))}
      </div>
      {stuckWrites ? (
        <Notice tone="warn">
          <Link to="/coordinator/calendars">{t("desk.stuck", { count: stuckWrites })}</Link>
        </Notice>
      ) : null}
      <ErrorState error={stuck.error ?? confirmed.error} onRetry={stuck.refetch} />
      {stuck.isPending ? <Loading rows={2} height={120} /> : null}
      <SessionsCard
        title={t("home.stuckTitle")}
        lead={t("home.stuckLead")}
        sessions={stuck.data?.results ?? []}
      />
      <WaitingSeriesCard series={series.data?.results ?? []} />
      <SessionsCard title={t("home.unansweredTitle")} sessions={requested.data?.results ?? []} />
      <SessionsCard
        title={t("home.aheadTitle")}
        sessions={confirmed.data?.results ?? []}
        empty={
          confirmed.data ? (
            <EmptyState
              icon="calendar"
              title={t("home.nothingAhead")}
              text={t("home.coordinatorHint")}
              action={<LinkButton to="/coordinator/programmes">{t("home.lookAtProgrammes")}</LinkButton>}
            />
          ) : null
        }
      />
    </Page>
  );
}
