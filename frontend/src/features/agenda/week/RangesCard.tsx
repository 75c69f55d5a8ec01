import { Button, CloseButton, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursRange } from "@/api/types";
import { Card } from "@/components/Card";
import { Notice } from "@/components/Notice";
import { useLanguage } from "@/lib/i18n";
import { minuteText, weekdayNames } from "@/lib/time";
import classes from "./hours.module.css";
import { joined, meetsAnother, splitAtMidnight, without } from "./ranges";

type RangesCardProps = { ranges: HoursRange[]; onChange: (ranges: HoursRange[]) => void };

/** The same hours as words, to read, remove and add without painting. */
export function RangesCard({ ranges, onChange }: RangesCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const days = weekdayNames(language, "long");
  const [entry, setEntry] = useState({ weekday: 0, starts_minute: 1020, ends_minute: 1200 });
  const times = Array.from({ length: 49 }, (_, index) => ({
    value: String(index * 30),
    label: minuteText(index * 30, language),
  }));
  const textOf = (range: HoursRange) =>
    `${days[range.weekday]} ${minuteText(range.starts_minute, language)} – ${minuteText(range.ends_minute, language)}`;
  const [told, setTold] = useState("");
  const parts = splitAtMidnight(entry);
  const isOverMidnight = entry.ends_minute < entry.starts_minute;
  const add = () => {
    const merges = parts.some((part) => meetsAnother(ranges, part));
    onChange(joined([...ranges, ...parts]));
    setTold(merges ? t("hours.merged") : "");
  };
  const change = (name: keyof HoursRange, value: string) =>
    setEntry((before) => ({ ...before, [name]: Number(value) }));
  return (
    <Card title={t("hours.list")}>
      {ranges.length === 0 ? <p>{t("hours.empty")}</p> : null}
      <ul className={classes.ranges} aria-live="polite">
        {ranges.map((range) => (
          <li key={textOf(range)}>
            {textOf(range)}
            <CloseButton
              size="lg"
              aria-label={t("hours.remove", { range: textOf(range) })}
              onClick={() => onChange(without(ranges, range))}
            />
          </li>
        ))}
      </ul>
      <div className={classes.add}>
        <NativeSelect
          label={t("hours.day")}
          value={entry.weekday}
          onChange={(event) => change("weekday", event.currentTarget.value)}
          data={days.map((label, index) => ({ value: String(index), label }))}
        />
        <NativeSelect
          label={t("hours.from")}
          value={entry.starts_minute}
          onChange={(event) => change("starts_minute", event.currentTarget.value)}
          data={times.slice(0, 48)}
        />
        <NativeSelect
          label={t("hours.until")}
          value={entry.ends_minute}
          onChange={(event) => change("ends_minute", event.currentTarget.value)}
          data={times.slice(1)}
        />
        {isOverMidnight ? (
          <div className={classes.split}>
            <Notice tone="warn">
              <p>{t("hours.overMidnight")}</p>
              <p>{parts.map(textOf).join(" · ")}</p>
              <Button onClick={add}>{t("hours.split")}</Button>
            </Notice>
          </div>
        ) : (
          <Button variant="default" disabled={entry.ends_minute === entry.starts_minute} onClick={add}>
            {t("hours.add")}
          </Button>
        )}
      </div>
      <p role="status" className={classes.told}>
        {told}
      </p>
    </Card>
  );
}
