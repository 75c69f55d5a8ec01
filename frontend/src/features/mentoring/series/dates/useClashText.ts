import { useTranslation } from "react-i18next";

const known = [
  "busy",
  "outside_hours",
  "day_full",
  "week_full",
  "month_full",
  "inside_notice",
  "outside_dates",
  "beyond_horizon",
  "starts_in_past",
  "before_window",
  "quota_used_up",
  "calendar_unknown",
  "asker_calendar_unknown",
] as const;

/** Why a date cannot be had, in words for whoever wants it. */
export function useClashText() {
  const { t } = useTranslation();
  return (code: string): string => {
    const named = known.find((one) => one === code);
    return named ? t(`series.clash.${named}`) : t("series.clashOther");
  };
}
