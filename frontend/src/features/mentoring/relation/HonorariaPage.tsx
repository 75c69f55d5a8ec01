import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HonorariumStatement } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { clockOf, isCoordinator, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { dayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { moneyText } from "@/lib/money";
import { useUrlState } from "@/lib/useUrlState";
import { placeName } from "@/lib/zones";
import classes from "./pairs.module.css";
import { RateForm } from "./RateForm";

/** The hours and honoraria of a month: an expert's own, or everybody's for coordinators. */
export default function HonorariaPage() {
  const { t } = useTranslation();
  const me = useMe();
  const url = useUrlState();
  const month = url.get("month") || dayOf(serverNow(), clockOf(me)).slice(0, 7);
  const found = api.useQuery("get", "/api/honoraria/", { params: { query: { month } } });
  return (
    <Page title={t("honoraria.title")} lead={t("honoraria.lead")}>
      <div className={classes.head}>
        <TextInput
          type="month"
          label={t("honoraria.month")}
          size="md"
          value={month}
          onChange={(event) => url.set({ month: event.currentTarget.value })}
        />
        <a href={`/api/honoraria/export.csv?month=${month}`}>{t("honoraria.csv")}</a>
      </div>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={2} height={120} /> : null}
      {found.data?.length === 0 ? (
        <EmptyState icon="hours" title={t("honoraria.none")} text={t("honoraria.noneText")} />
      ) : null}
      {found.data?.map((statement) => (
        <StatementCard key={statement.expert.id} statement={statement} />
      ))}
    </Page>
  );
}

function StatementCard({ statement }: { statement: HonorariumStatement }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const coordinates = isCoordinator(useMe());
  const { expert, month, lines, hours, time_zone } = statement;
  return (
    <Card
      title={expert.name}
      lead={t("honoraria.counted", { hours, place: placeName(time_zone, language) })}
      aside={
        <a href={`/api/honoraria/${expert.id}/statement.pdf?month=${month}`} target="_blank" rel="noreferrer">
          {t("honoraria.pdf")}
        </a>
      }
    >
      <ul className={classes.items}>
        {lines.map((line) => (
          <li key={line.programme.slug}>
            <div>
              {inLanguage(language, line.programme.name_ko, line.programme.name_en)}
              <small>
                {t("honoraria.line", { count: line.sessions, hours: line.hours })}
                {line.rate && line.currency
                  ? ` · ${t("honoraria.perHour", { money: moneyText(line.rate, line.currency, language) })}`
                  : ` · ${t("honoraria.noRate")}`}
              </small>
              {coordinates ? <RateForm expert={expert.id} line={line} /> : null}
            </div>
            {line.amount && line.currency ? (
              <strong>{moneyText(line.amount, line.currency, language)}</strong>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
