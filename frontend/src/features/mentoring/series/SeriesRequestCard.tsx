import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SeriesRow } from "@/api/types";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { Tag } from "@/components/Tag";
import { useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { ShiftNotice } from "./dates/ShiftNotice";
import { DateLines } from "./running/DateLines";
import { HeldUntil } from "./running/HeldUntil";
import { SeriesActions } from "./running/SeriesActions";
import { seriesClocks, sidesIn, useSeries } from "./series";
import classes from "./series.module.css";
import { useRuleText } from "./useRuleText";

/** A request for regular sessions, answered in place as a single one is. */
export function SeriesRequestCard({ row }: { row: SeriesRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const ruleText = useRuleText();
  const { data: series } = useSeries(row.id);
  if (!series) return <Loading rows={1} height={200} />;
  const zones = seriesClocks(series, me);
  const waiting = series.occurrences.filter(({ state }) => state === "requested");
  const sides = sidesIn(series);
  return (
    <Card>
      <div className={classes.request}>
        <Tag tone="accent">{t("series.asksRegularly", { count: waiting.length })}</Tag>
        <h3>
          <Link to={`/series/${series.id}`}>
            {inLanguage(language, series.startup.name_ko, series.startup.name_en)}
          </Link>
        </h3>
        <p className={classes.rule}>{ruleText(series)}</p>
        <p>{series.goal}</p>
        <ShiftNotice dates={waiting} sides={sides} />
        <details>
          <summary>{t("series.showDates", { count: waiting.length })}</summary>
          <DateLines dates={waiting} {...zones} />
        </details>
        <HeldUntil series={series} zone={zones.here} />
        <SeriesActions series={series} />
      </div>
    </Card>
  );
}
