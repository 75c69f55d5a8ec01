import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { placeName } from "@/lib/zones";
import classes from "./dates.module.css";
import { HolidaysCard } from "./HolidaysCard";
import { HoursEditor } from "./HoursEditor";
import { TimeOffCard } from "./TimeOffCard";
import { TravelCard } from "./TravelCard";

export default function HoursPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const hours = api.useQuery("get", "/api/agenda/weekly-hours/", {}, { refetchOnWindowFocus: false });
  const zone = hours.data?.time_zone;
  return (
    <Page
      title={t("hours.title")}
      lead={zone ? t("hours.lead", { place: placeName(zone, language), zone }) : t("common.loading")}
      aside={
        <LinkButton to="/links" size="md" variant="default">
          {t("links.title")}
        </LinkButton>
      }
      width="wide"
    >
      <ErrorState error={hours.error} onRetry={hours.refetch} />
      {hours.isPending ? <Loading rows={1} height={640} /> : null}
      {hours.data ? <HoursEditor saved={hours.data} /> : null}
      {zone ? (
        <div className={classes.cards}>
          <TimeOffCard />
          <TravelCard timeZone={zone} />
          <HolidaysCard timeZone={zone} />
        </div>
      ) : null}
    </Page>
  );
}
