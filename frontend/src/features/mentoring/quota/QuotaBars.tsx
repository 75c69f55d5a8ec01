import { useTranslation } from "react-i18next";
import type { QuotaPeriod } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { datesText, monthText } from "@/lib/time";
import classes from "./quota.module.css";

/** How much of a programme a startup has used and has left, by month and cycle. */
export function QuotaBars({ periods }: { periods: QuotaPeriod[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = ({ per, from_on, until_on }: QuotaPeriod) => {
    if (per === "month" && from_on) return monthText(from_on, language);
    return from_on && until_on ? datesText(from_on, until_on, language) : t("quota.cycle");
  };
  return (
    <ul className={classes.periods} aria-label={t("quota.title")}>
      {periods.map((period) => {
        const left = Math.max(period.limit - period.used, 0);
        return (
          <li key={`${period.per} ${period.from_on}`} className={classes.period}>
            <span className={classes.name}>{nameOf(period)}</span>
            <span className={classes.bar} aria-hidden="true">
              <span
                style={{ width: `${Math.min(period.used / period.limit, 1) * 100}%` }}
                data-full={left === 0 || undefined}
              />
            </span>
            <span className={classes.left} data-full={left === 0 || undefined}>
              {left > 0
                ? t("quota.left", { left, limit: period.limit })
                : t("quota.usedUp", { limit: period.limit })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
