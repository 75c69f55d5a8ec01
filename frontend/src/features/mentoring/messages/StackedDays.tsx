import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { dateText } from "@/lib/time";
import classes from "./messages.module.css";

type Part<Name extends string> = { name: Name; label: string; colour: string };
type Row<Name extends string> = Record<Name, number> & { on: string };
type StackedDaysProps<Name extends string> = {
  /** Every day of the time shown, the first one first. */
  rows: Row<Name>[];
  parts: readonly Part<Name>[];
  /** How a value reads on the axis and beside a bar; whole numbers without it. */
  valueText?: (value: number) => string;
};

/** A day's date on the reader's calendar, as it stands under its bar and in the table. */
export function useDayText(): (on: string) => string {
  const language = useLanguage();
  const now = useNow(3_600_000);
  return (on) => dateText(on, now, language);
}

/** What there was each day, its parts on top of one another. A table below says the same to who does not see bars. */
export function StackedDays<Name extends string>({ rows, parts, valueText }: StackedDaysProps<Name>) {
  const dayText = useDayText();
  const told = valueText && ((value: unknown) => valueText(Number(value)));
  return (
    <div className={classes.chart} aria-hidden>
      <ResponsiveContainer>
        <BarChart
          data={rows}
          margin={{ top: 8, right: 0, bottom: 0, left: told ? 0 : -16 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--m-line)" />
          <XAxis
            dataKey="on"
            tickFormatter={dayText}
            minTickGap={32}
            tickMargin={6}
            stroke="var(--m-ink-soft)"
            fontSize={13}
          />
          <YAxis
            allowDecimals={Boolean(told)}
            tickFormatter={told}
            width={told ? 72 : undefined}
            stroke="var(--m-ink-soft)"
            fontSize={13}
          />
          <Tooltip
            labelFormatter={(on) => dayText(String(on))}
            formatter={told}
            itemStyle={{ color: "var(--m-ink)" }}
            cursor={{ fill: "var(--m-sunken)" }}
            contentStyle={{
              background: "var(--m-surface)",
              borderColor: "var(--m-line)",
              borderRadius: 10,
            }}
          />
          {/* The words in ink: bars may be paler than text. */}
          <Legend formatter={(label) => <span className={classes.legend}>{label}</span>} />
          {parts.map(({ name, label, colour }) => (
            <Bar
              key={name}
              dataKey={name}
              name={label}
              stackId="all"
              fill={colour}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
