import { useTranslation } from "react-i18next";
import type { SeriesAnswer } from "@/api/types";
import { Card } from "@/components/Card";
import { TwoClocks } from "@/components/TwoClocks";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { awayText, momentText } from "@/lib/time";
import { zoneAt } from "@/lib/whoseClock";
import { StateTag } from "../StateTag";
import { ShiftNotice } from "./dates/ShiftNotice";
import { ShiftTags } from "./dates/ShiftTags";
import { shiftsOf } from "./dates/shifts";
import { SeriesStateTag } from "./SeriesStateTag";
import { sidesIn } from "./series";
import classes from "./series.module.css";
import { useRuleText } from "./useRuleText";

/** The dates that a link asks for, the expert's clock first. */
export function AskedDates({ series }: { series: SeriesAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(30_000);
  const ruleText = useRuleText();
  const { occurrences } = series;
  const sides = sidesIn(series);
  const shifts = shiftsOf(occurrences, sides);
  return (
    <Card title={t("series.allDates")} aside={<SeriesStateTag state={series.state} />}>
      <p className={classes.rule}>{ruleText(series)}</p>
      {series.answered ? null : (
        <p className={classes.soft}>
          {t("series.held")}{" "}
          {momentText(series.expires_at, zoneAt(sides.expert, series.expires_at), language)} (
          {awayText(series.expires_at, now, language)})
        </p>
      )}
      <ShiftNotice dates={occurrences} sides={sides} />
      <ol className={classes.cards}>
        {occurrences.map((one, index) => (
          <li key={one.session}>
            <TwoClocks at={one.starts_at} here={sides.expert} there={sides.founder} size="sm" />
            <span className={classes.marks}>
              <StateTag state={one.state} />
              <ShiftTags shifts={shifts[index] ?? []} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
