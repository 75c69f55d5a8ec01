import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { clockOf, useMe } from "@/features/accounts/me";
import { ProfileCard } from "@/features/directory/ProfileCard";
import { useExpert } from "@/features/directory/queries";
import { BookingCard } from "./BookingCard";
import classes from "./booking.module.css";

export default function MentorPage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const me = useMe();
  const expert = useExpert(id);
  return (
    <Page
      title={expert.data?.name ?? t("mentors.mentor")}
      lead={<Link to="/mentors">{t("mentors.back")}</Link>}
      aside={
        <LinkButton to={`/mentors/${id}/meet`} size="md" variant="default">
          {t("meet.question")}
        </LinkButton>
      }
      width="wide"
    >
      <ErrorState error={expert.error} onRetry={expert.refetch} />
      {expert.isPending ? <Loading rows={2} height={240} /> : null}
      {expert.data ? (
        <div className={classes.columns}>
          <div>
            <ProfileCard expert={expert.data} timeZone={clockOf(me)} />
          </div>
          {me.role === "startup_member" ? <BookingCard expert={expert.data} /> : null}
        </div>
      ) : null}
    </Page>
  );
}
