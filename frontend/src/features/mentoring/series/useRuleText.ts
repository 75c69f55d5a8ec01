import { useTranslation } from "react-i18next";
import type { SeriesRule } from "@/api/types";
import { serverNow } from "@/lib/clock";
import { weekdayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dateText, listText, minuteText, weekdayNames } from "@/lib/time";
import { placeName } from "@/lib/zones";

export type Ruled = { rule: SeriesRule; starts_on: string; starts_time: string; anchor_zone: string };

const nths = ["first", "second", "third", "fourth", "fifth"] as const;

/** The place of a weekday in its month, in words: "second", "last". */
export function nthOf(position: number) {
  return nths[position - 1] ?? "last";
}

/** A rule in plain words: "Every other Tuesday at 4:00 PM (California), 6 times". */
export function useRuleText() {
  const { t } = useTranslation();
  const language = useLanguage();
  const rhythm = (rule: SeriesRule, days: string) => {
    const { every, position, month_day: day } = rule;
    if (day === -1) return every === 1 ? t("series.monthlyLastDay") : t("series.monthsLastDay", { every });
    if (day) return every === 1 ? t("series.monthlyDay", { day }) : t("series.monthsDay", { every, day });
    if (rule.frequency === "monthly") {
      const nth = t(`series.nth.${nthOf(position ?? 1)}`);
      return every === 1 ? t("series.monthly", { nth, days }) : t("series.months", { every, nth, days });
    }
    if (every > 2) return t("series.weeks", { every, days });
    return every === 2 ? t("series.fortnightly", { days }) : t("series.weekly", { days });
  };
  return ({ rule, starts_on, starts_time, anchor_zone }: Ruled): string => {
    const names = weekdayNames(language, "long");
    const weekdays = rule.weekdays.length > 0 ? rule.weekdays : [weekdayOf(starts_on)];
    const days = listText(
      weekdays.map((day) => names[day] ?? ""),
      language,
    );
    const [hour = 0, minute = 0] = starts_time.split(":").map(Number);
    const time = minuteText(hour * 60 + minute, language);
    const at = t("series.at", { dates: rhythm(rule, days), time, place: placeName(anchor_zone, language) });
    const end = rule.until_on
      ? t("series.untilDay", { day: dateText(rule.until_on, serverNow(), language) })
      : t("series.times", { count: rule.count ?? 0 });
    return `${at}, ${end}`;
  };
}
