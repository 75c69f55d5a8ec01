import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { clockOf, useMe } from "@/features/accounts/me";
import { ProfileCard } from "@/features/directory/ProfileCard";
import { useExpert, useProgrammes } from "@/features/directory/queries";
import booking from "../../booking/booking.module.css";
import { AskForm } from "./AskForm";

/** Asking a mentor for regular sessions. All that is chosen stands in the address. */
export default function AskPage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const me = useMe();
  const expert = useExpert(id);
  const programmes = useProgrammes();
  const offered = (programmes.data?.results ?? []).filter(
    ({ expert_kind }) => expert_kind === expert.data?.kind,
  );
  const name = expert.data?.name ?? "";
  const ready = expert.data && programmes.data ? expert.data : null;
  return (
    <Page
      title={name ? t("series.meetRegularly", { name }) : t("series.regularly")}
      lead={<Link to={`/mentors/${id}`}>{t("series.backToMentor")}</Link>}
      width="wide"
    >
      <ErrorState error={expert.error ?? programmes.error} onRetry={expert.refetch} />
      {ready || expert.error || programmes.error ? null : <Loading rows={2} height={240} />}
      {ready ? (
        <div className={booking.columns}>
          <div>
            <ProfileCard expert={ready} timeZone={clockOf(me)} />
          </div>
          {me.role === "startup_member" && offered.length > 0 ? (
            <AskForm expert={ready} offered={offered} />
          ) : (
            <EmptyState
              icon="calendar"
              title={t("booking.noProgramme")}
              text={t(me.role === "startup_member" ? "booking.noProgrammeHint" : "series.onlyStartups")}
            />
          )}
        </div>
      ) : null}
    </Page>
  );
}
