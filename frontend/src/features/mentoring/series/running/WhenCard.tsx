import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Series } from "@/api/types";
import { Card } from "@/components/Card";
import { TwoClocks } from "@/components/TwoClocks";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { awayText } from "@/lib/time";
import type { Clock } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import { datesAhead } from "../series";
import classes from "../series.module.css";
import { useRuleText } from "../useRuleText";
import { DateToCalendar } from "./OccurrenceMarks";

type WhenCardProps = { series: Series; here: Clock; there: Clock; children?: ReactNode };

/** The rule in words, whose clock it keeps to, and the next date on both clocks. */
export function WhenCard({ series, here, there, children }: WhenCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ruleText = useRuleText();
  const now = useNow();
  const next = datesAhead(series, now)[0];
  const place = placeName(series.anchor_zone, language);
  return (
    <Card title={t("series.rule")}>
      <p className={classes.rule}>{ruleText(series)}</p>
      <p className={classes.soft}>
        {series.anchor === "utc"
          ? t("series.keepsUtc")
          : t("series.keeps", { name: series[series.anchor].name, place })}
      </p>
      {next ? (
        <div className={classes.next}>
          <p className={classes.soft}>
            {t("series.next")} · {awayText(next.starts_at, now, language)}
          </p>
          <div className={classes.when}>
            <TwoClocks at={next.starts_at} until={next.ends_at} here={here} there={there} />
            <DateToCalendar series={series} one={next} zone={here} />
          </div>
        </div>
      ) : null}
      {series.occurrences.some(({ state }) => state === "confirmed") ? (
        <div className={classes.whole}>
          <AddToCalendar file={`/api/series/${series.id}/invitation.ics`} />
        </div>
      ) : null}
      {children}
    </Card>
  );
}
