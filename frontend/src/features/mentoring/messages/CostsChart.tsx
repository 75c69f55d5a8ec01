import { useTranslation } from "react-i18next";
import type { Delivery } from "@/api/types";
import { addDays } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { moneyText } from "@/lib/money";
import classes from "./messages.module.css";
import { StackedDays, useDayText } from "./StackedDays";

const parts = [
  { name: "reported", colour: "var(--m-accent)" },
  { name: "estimated", colour: "var(--m-warm-mark)" },
] as const;

type CostsChartProps = { costs: Delivery["costs"]; today: string; back: number };

/** What texts cost each day: as Twilio reported it, and by the hub's price list where it has not yet. */
export function CostsChart({ costs, today, back }: CostsChartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const units = [...new Set(costs.filter((cost) => cost.unit).map((cost) => cost.unit))];
  const unpriced = costs.reduce((sum, cost) => sum + cost.unpriced, 0);
  const dayText = useDayText();
  return (
    <section className={classes.part}>
      <h3>{t("messageLog.costs")}</h3>
      <p className={classes.soft}>{t("messageLog.costsLead")}</p>
      {unpriced > 0 ? <p className={classes.soft}>{t("messageLog.unpriced", { count: unpriced })}</p> : null}
      {units.map((unit) => {
        const rows = everyDay(costs, unit, today, back);
        const total = rows.reduce((sum, row) => sum + row.reported + row.estimated, 0);
        return (
          <figure key={unit} className={classes.figure}>
            <figcaption>{t("messageLog.costInAll", { sum: moneyText(total, unit, language) })}</figcaption>
            <StackedDays
              rows={rows}
              parts={parts.map((part) => ({ ...part, label: t(`messageLog.costParts.${part.name}`) }))}
              valueText={(sum) => moneyText(sum, unit, language)}
            />
            <details>
              <summary>{t("messageLog.costsAsTable")}</summary>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th scope="col">{t("messageLog.day")}</th>
                    <th scope="col">{t("messageLog.texts")}</th>
                    {parts.map(({ name }) => (
                      <th key={name} scope="col">
                        {t(`messageLog.costParts.${name}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows
                    .filter((row) => row.texts > 0)
                    .map((row) => (
                      <tr key={row.on}>
                        <th scope="row">{dayText(row.on)}</th>
                        <td>{row.texts}</td>
                        {parts.map(({ name }) => (
                          <td key={name}>{moneyText(row[name], unit, language)}</td>
                        ))}
                      </tr>
                    ))}
                </tbody>
              </table>
            </details>
          </figure>
        );
      })}
    </section>
  );
}

type Row = { on: string; texts: number; reported: number; estimated: number };

/** The days of one currency, and those on which nothing left too. */
function everyDay(costs: Delivery["costs"], unit: string, today: string, back: number): Row[] {
  return Array.from({ length: back }, (_, number) => {
    const on = addDays(today, number + 1 - back);
    const cost = costs.find((one) => one.on === on && one.unit === unit);
    return {
      on,
      texts: cost?.texts ?? 0,
      reported: Number(cost?.reported ?? 0),
      estimated: Number(cost?.estimated ?? 0),
    };
  });
}
