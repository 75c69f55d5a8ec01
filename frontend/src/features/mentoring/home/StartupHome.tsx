import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { useMe } from "@/features/accounts/me";
import { LostConsent } from "@/features/calendars/google/LostConsent";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { NextGroup } from "../groups/NextGroup";
import { useNextGroup } from "../groups/useNextGroup";
import { AskedNotice } from "../pairing/AskedNotice";
import { AsksCard } from "../programmes/own/AsksCard";
import { useWaitingSeries } from "../series/useWaitingSeries";
import { WaitingSeriesCard } from "../series/WaitingSeriesCard";
import classes from "./home.module.css";
import { NextSession } from "./NextSession";
import { Offers } from "./Offers";
import { SessionsCard } from "./SessionsCard";
import { useUpcoming } from "./useUpcoming";

export function StartupHome() {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const confirmed = useUpcoming("confirmed");
  const requested = useUpcoming("requested", "proposed");
  const series = useWaitingSeries();
  const group = useNextGroup();
  const [next, ...later] = confirmed.data?.results ?? [];
  return (
    <Page
      title={t("home.hello", { name: me.name })}
      lead={me.startup ? inLanguage(language, me.startup.name_ko, me.startup.name_en) : null}
      aside={
        <LinkButton to="/mentors" size="md">
          {t("home.findMentor")}
        </LinkButton>
      }
    >
      <LostConsent />
      <AskedNotice />
      <div className={classes.columns}>
        <div>
          <ErrorState error={confirmed.error} onRetry={confirmed.refetch} />
          {confirmed.isPending ? <Loading rows={1} height={240} /> : null}
          {next ? <NextSession session={next} /> : null}
          {group ? <NextGroup group={group} /> : null}
          {confirmed.data && !next && !group ? (
            <EmptyState
              icon="calendar"
              title={t("home.nothingBooked")}
              text={t("home.nothingBookedHint")}
              action={
                <LinkButton to="/mentors" variant="light">
                  {t("home.browseMentors")}
                </LinkButton>
              }
            />
          ) : null}
          <WaitingSeriesCard series={series.data?.results ?? []} />
          <SessionsCard
            title={t("home.waiting")}
            lead={t("home.waitingLead")}
            sessions={requested.data?.results ?? []}
          />
          <SessionsCard title={t("home.later")} sessions={later} />
        </div>
        <div>
          <AsksCard />
          <Offers />
        </div>
      </div>
    </Page>
  );
}
