import { useTranslation } from "react-i18next";
import type { Delivery } from "@/api/types";
import { addDays } from "@/lib/days";
import classes from "./messages.module.css";
import { StackedDays, useDayText } from "./StackedDays";

const parts = [
  { name: "arrived", colour: "var(--m-good)" },
  { name: "on_the_way", colour: "var(--m-warm-mark)" },
  { name: "not_arrived", colour: "var(--m-bad)" },
] as const;

/** How many texts and mails left each day, by what is known of them; below as a table for who does not see bars. */
export function DaysChart({ days, today, back }: { days: Delivery["days"]; today: string; back: number }) {
  const { t } = useTranslation();
  const rows = everyDay(days, today, back);
  const dayText = useDayText();
  return (
    <figure className={classes.figure}>
      <StackedDays
        rows={rows}
        parts={parts.map((part) => ({ ...part, label: t(`messageLog.parts.${part.name}`) }))}
      />
      <details>
        <summary>{t("messageLog.asTable")}</summary>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("messageLog.day")}</th>
              {parts.map(({ name }) => (
                <th key={name} scope="col">
                  {t(`messageLog.parts.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.filter(hasAny).map((row) => (
              <tr key={row.on}>
                <th scope="row">{dayText(row.on)}</th>
                {parts.map(({ name }) => (
                  <td key={name}>{row[name]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

type Row = { on: string; arrived: number; on_the_way: number; not_arrived: number };

const hasAny = (row: Row) => row.arrived + row.on_the_way + row.not_arrived > 0;

/** Both channels together, and the days on which nothing left too. */
function everyDay(days: Delivery["days"], today: string, back: number): Row[] {
  return Array.from({ length: back }, (_, number) => {
    const on = addDays(today, number + 1 - back);
    const row: Row = { on, arrived: 0, on_the_way: 0, not_arrived: 0 };
    for (const day of days) {
      if (day.on !== on) continue;
      for (const { name } of parts) row[name] += day[name];
    }
    return row;
  });
}
