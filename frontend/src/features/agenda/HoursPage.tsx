import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { useUrlState } from "@/lib/useUrlState";
import { placeName } from "@/lib/zones";
import classes from "./dates.module.css";
import { HolidaysCard } from "./HolidaysCard";
import { LimitsCard } from "./limits/LimitsCard";
import { OverridesCard } from "./OverridesCard";
import { PreviewCard } from "./preview/PreviewCard";
import { TimeOffCard } from "./TimeOffCard";
import { TravelCard } from "./TravelCard";
import { HoursEditor } from "./week/HoursEditor";

const views = ["week", "dates", "limits", "preview"] as const;
const unmoved = { refetchOnWindowFocus: false };

export default function HoursPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const url = useUrlState();
  const hours = api.useQuery("get", "/api/agenda/weekly-hours/", {}, unmoved);
  const schedules = api.useQuery("get", "/api/agenda/schedules/", {}, unmoved);
  const error = hours.error ?? schedules.error;
  if (error && !hours.data)
    return (
      <Page title={t("hours.title")}>
        <ErrorState error={error} onRetry={hours.refetch} />
      </Page>
    );
  const zone = hours.data?.time_zone;
  const view = views.find((one) => one === url.get("view")) ?? "week";
  const offered = views.filter((one) => one !== "preview" || me.expert_id !== null);
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
      <SegmentedFilter
        label={t("hours.views")}
        value={view}
        options={offered.map((value) => ({ value, label: t(`hours.view.${value}`) }))}
        onChange={(value) => url.set({ view: value })}
      />
      <ErrorState error={error} onRetry={hours.refetch} />
      {hours.data && schedules.data ? null : <Loading rows={1} height={640} />}
      {schedules.data && view === "week" ? <HoursEditor saved={schedules.data} /> : null}
      {hours.data && view === "dates" ? (
        <div className={classes.cards}>
          <OverridesCard timeZone={hours.data.time_zone} week={hours.data.ranges} />
          <TimeOffCard />
          <TravelCard timeZone={hours.data.time_zone} week={hours.data.ranges} />
          <HolidaysCard timeZone={hours.data.time_zone} />
        </div>
      ) : null}
      {hours.data && view === "limits" ? <LimitsCard saved={hours.data} /> : null}
      {view === "preview" && me.expert_id !== null ? (
        <PreviewCard expertId={me.expert_id} home={me.time_zone} />
      ) : null}
    </Page>
  );
}
