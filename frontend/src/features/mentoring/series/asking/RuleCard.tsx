import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { weekdayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { listText, weekdayNames } from "@/lib/time";
import classes from "../series.module.css";
import { nthOf } from "../useRuleText";
import { EndFields } from "./EndFields";
import { type Plan, positionsOf, rhythms } from "./plan";

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
  const positions = positionsOf(plan.day);
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
          <SegmentedFilter
            label={t("series.whichWeek")}
            value={plan.rule.position === -1 ? "last" : "nth"}
            options={positions.map((position) => ({
              value: position === -1 ? "last" : "nth",
              label: t("series.nthDay", {
                nth: t(`series.nth.${nthOf(position)}`),
                day: names[first],
              }),
            }))}
            onChange={(position) => onChange({ position })}
          />
        ) : (
          <fieldset className={classes.days}>
            <legend>{t("series.weekdays")}</legend>
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
