import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { minuteText, weekdayNames } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "./week/hours.module.css";
import { joined } from "./week/ranges";

/** The week's open hours in a few lines, with the way to change them. */
export function HoursCard() {
  const { t } = useTranslation();
  const language = useLanguage();
  const days = weekdayNames(language, "long");
  const hours = api.useQuery("get", "/api/agenda/weekly-hours/", {});
  const ranges = joined(hours.data?.ranges ?? []);
  return (
    <Card
      title={t("hours.title")}
      lead={hours.data ? t("slots.timesIn", { place: placeName(hours.data.time_zone, language) }) : null}
      aside={
        <LinkButton to="/hours" variant={ranges.length ? "default" : "filled"}>
          {t(ranges.length ? "hours.change" : "hours.open")}
        </LinkButton>
      }
    >
      <ErrorState error={hours.error} onRetry={hours.refetch} />
      {hours.isPending ? <Loading rows={1} height={64} /> : null}
      {hours.data && ranges.length === 0 ? <p>{t("hours.none")}</p> : null}
      <ul className={classes.summary}>
        {ranges.map((range) => (
          <li key={`${range.weekday} ${range.starts_minute}`}>
            <span>{days[range.weekday]}</span>
            <span>
              {minuteText(range.starts_minute, language)} – {minuteText(range.ends_minute, language)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
