import { Button, CloseButton, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DayRange } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { minuteText } from "@/lib/time";
import classes from "./dates.module.css";

type DayRangesProps = { ranges: DayRange[]; onChange: (ranges: DayRange[]) => void };

/** The hours of one day, from and until, as many as wanted. */
export function DayRanges({ ranges, onChange }: DayRangesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const times = Array.from({ length: 49 }, (_, index) => ({
    value: String(index * 30),
    label: minuteText(index * 30, language),
  }));
  const change = (index: number, changes: Partial<DayRange>) =>
    onChange(ranges.map((one, at) => (at === index ? { ...one, ...changes } : one)));
  return (
    <>
      {ranges.map((range, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two ranges may be alike while they are edited
        <div key={index} className={classes.range}>
          <NativeSelect
            label={t("hours.from")}
            value={String(range.starts_minute)}
            onChange={(event) => change(index, { starts_minute: Number(event.currentTarget.value) })}
            data={times.slice(0, 48)}
          />
          <NativeSelect
            label={t("hours.until")}
            value={String(range.ends_minute)}
            onChange={(event) => change(index, { ends_minute: Number(event.currentTarget.value) })}
            data={times.slice(1)}
          />
          {ranges.length > 1 ? (
            <CloseButton
              size="lg"
              aria-label={t("overrides.removeRange", { number: index + 1 })}
              onClick={() => onChange(ranges.filter((_, at) => at !== index))}
            />
          ) : null}
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-md"
          onClick={() => onChange([...ranges, { starts_minute: 540, ends_minute: 720 }])}
        >
          {t("overrides.addRange")}
        </Button>
      </div>
    </>
  );
}
