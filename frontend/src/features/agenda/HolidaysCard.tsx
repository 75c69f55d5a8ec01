import { Checkbox } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { addDays, dayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { datesText } from "@/lib/time";
import type { Clock } from "@/lib/whoseClock";
import classes from "./dates.module.css";

const path = "/api/agenda/holidays/";
const ofYear = (year: number) => ({ params: { query: { year } } });

/** The public holidays of the coming year, each a day off unless the person meets all the same. */
export function HolidaysCard({ timeZone }: { timeZone: Clock }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const queries = useQueryClient();
  const today = dayOf(serverNow(), timeZone);
  const year = Number(today.slice(0, 4));
  const now = api.useQuery("get", path, ofYear(year));
  const next = api.useQuery("get", path, ofYear(year + 1));
  const choose = api.useMutation("post", path, {
    onSuccess: (answer, { body }) => {
      const { queryKey } = api.queryOptions("get", path, ofYear(Number(body.on.slice(0, 4))));
      queries.setQueryData(queryKey, answer);
    },
  });
  const known = now.data && next.data;
  // Only together: a list that grows while somebody ticks a day of it would mislead.
  const both = now.data && next.data ? [...now.data.results, ...next.data.results] : [];
  const ahead = both.filter(({ on }) => on >= today && on < addDays(today, 365));
  const countryless = known && !now.data.country;
  return (
    <Card
      title={t("days.holidays")}
      lead={countryless ? t("days.noCountry") : t("days.holidaysLead")}
      aside={countryless ? <LinkButton to="/settings">{t("days.chooseCountry")}</LinkButton> : null}
    >
      {known ? null : <Loading rows={1} height={160} />}
      {known && !countryless && ahead.length === 0 ? <p>{t("days.noHolidays")}</p> : null}
      <ul className={classes.holidays}>
        {ahead.map(({ on, name, opted_out }) => (
          <li key={on}>
            <Checkbox
              size="md"
              label={`${datesText(on, on, language)} · ${name}`}
              checked={opted_out}
              disabled={choose.isPending}
              onChange={(event) => choose.mutate({ body: { on, opted_out: event.currentTarget.checked } })}
            />
          </li>
        ))}
      </ul>
      <ErrorState error={choose.error ?? now.error ?? next.error} />
    </Card>
  );
}
