import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { weekdayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { listText, weekdayNames } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "../series.module.css";
import { nthOf } from "../useRuleText";
import { EndFields } from "./EndFields";
import { monthlyWays, type Plan, rhythms } from "./plan";

type RuleCardProps = { plan: Plan; onChange: (changes: Record<string, string>) => void };

/** How often, on which weekdays, and how many times or until when. */
export function RuleCard({ plan, onChange }: RuleCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = weekdayNames(language, "long");
  const first = weekdayOf(plan.day);
  const toggle = (later: number) => {
    const also = plan.also.includes(later)
      ? plan.also.filter((day) => day !== later)
      : [...plan.also, later].sort();
    onChange({ also: also.join(",") });
  };
  const ways = monthlyWays(plan.day);
  const { position, month_day } = plan.rule;
  const wayText = (way: (typeof ways)[number]) => {
    if (way.name === "lastDay") return t("series.lastDayLabel");
    if (way.name === "day") return t("series.dayLabel", { day: way.month_day });
    return t("series.nthDay", { nth: t(`series.nth.${nthOf(way.position ?? 1)}`), day: names[first] });
  };
  return (
    <Card title={t("series.howOften")}>
      <Stack gap="md">
        <SegmentedFilter
          label={t("series.howOften")}
          value={plan.rhythm}
          options={rhythms.map((value) => ({ value, label: t(`series.rhythms.${value}`) }))}
          onChange={(every) => onChange({ every })}
        />
        {plan.rhythm === "monthly" ? (
          <>
            <SegmentedFilter
              label={t("series.whichWeek")}
              value={
                ways.find((way) => way.position === position && way.month_day === month_day)?.name ?? "nth"
              }
              options={ways.map((way) => ({ value: way.name, label: wayText(way) }))}
              onChange={(name) => onChange({ position: name })}
            />
            {month_day !== null && month_day > 28 ? <p>{t("series.shortMonths")}</p> : null}
          </>
        ) : (
          <fieldset className={classes.days}>
            <legend>{t("series.weekdays", { place: placeName(plan.zone, language) })}</legend>
            {[0, 1, 2, 3, 4, 5, 6].map((weekday) => {
              const later = (weekday - first + 7) % 7;
              const on = later === 0 || plan.also.includes(later);
              return (
                <button
                  key={weekday}
                  type="button"
                  aria-pressed={on}
                  disabled={later === 0}
                  onClick={() => toggle(later)}
                >
                  {weekdayNames(language, "short")[weekday]}
                </button>
              );
            })}
            <small>{t("series.firstDayStays", { day: listText([names[first] ?? ""], language) })}</small>
          </fieldset>
        )}
        <EndFields plan={plan} onChange={onChange} />
      </Stack>
    </Card>
  );
}
