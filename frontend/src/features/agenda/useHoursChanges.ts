import { useTranslation } from "react-i18next";
import type { Limits, Schedule } from "@/api/types";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { asProblem, type FieldChange } from "@/lib/problem";
import { dateText, listText, minuteText, weekdayNames } from "@/lib/time";

type Told = Pick<Schedule, "used_for"> & { ranges: [weekday: number, starts: number, ends: number][] };

const limits = [
  "buffer_before_minutes",
  "buffer_after_minutes",
  "notice_hours",
  "max_per_day",
  "max_per_week",
  "max_per_month",
  "window_days",
  "window_from_on",
  "window_until_on",
  "step_minutes",
  "alignment",
] as const satisfies (keyof Limits)[];

/** What the server says has changed in hours and limits since they were seen, a sentence each. */
export function useHoursChanges() {
  const { t } = useTranslation();
  const language = useLanguage();
  const hoursOf = ({ ranges, used_for }: Told) => {
    const days = weekdayNames(language, "short");
    const hours = ranges.map(
      ([day, starts, ends]) => `${days[day]} ${minuteText(starts, language)} – ${minuteText(ends, language)}`,
    );
    const uses =
      used_for.length > 0 ? [t("changes.usedFor", { programmes: listText(used_for, language) })] : [];
    return [...hours, ...uses].join(", ") || t("changes.nothing");
  };
  const textOf = (value: unknown): string => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
      return t("changes.nothing");
    if (value === "clock" || value === "range") return t(`limits.alignment.${value}`);
    if (Array.isArray(value)) return listText(value.map(String), language);
    const text = String(value);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateText(text, serverNow(), language) : text;
  };
  const lineOf = ({ field, before, after }: FieldChange): string => {
    const [part, ...rest] = field.split(".");
    const name = rest.join(".");
    if (part === "schedules") {
      const what = name === "default" ? t("schedules.default") : name;
      return after ? t("changes.now", { what, after: hoursOf(after as Told) }) : t("changes.gone", { what });
    }
    if (field === "offer_when_unknown") return t("limits.unread");
    const known = limits.find((one) => one === name);
    const what = known ? t(`limits.fields.${known}`) : t("limits.lengths");
    return t("changes.from", { what, before: textOf(before), after: textOf(after) });
  };
  return (error: unknown): string[] => (asProblem(error)?.changed ?? []).map(lineOf);
}
