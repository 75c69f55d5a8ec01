import { Button } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { PlannedDate } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../series.module.css";
import type { Choice } from "./choice";
import { useClashText } from "./useClashText";

type DateOptionsProps = {
  date: PlannedDate;
  choice: Choice;
  here: Clock;
  there: Clock;
  onChoose: (on: string, what: string) => void;
};

/** Where a date cannot be had: why, and what to take instead, or to do without it. */
export function ClashOptions({ date, choice, here, there, onChoose }: DateOptionsProps) {
  const { t } = useTranslation();
  const id = useId();
  const line = useMomentLine();
  const clashText = useClashText();
  const options = [
    ...date.alternatives.map(({ starts_at }) => ({ value: starts_at, label: line(starts_at, here, there) })),
    { value: "skip", label: t("series.leaveOut") },
  ];
  return (
    <fieldset className={classes.options}>
      <legend>
        {clashText(date.clash ?? "")} {t(date.alternatives.length > 0 ? "series.instead" : "series.noneNear")}
      </legend>
      {options.map(({ value, label }) => (
        <label key={value} className={classes.option}>
          <input
            type="radio"
            name={id}
            checked={choice[date.on] === value}
            onChange={() => onChoose(date.on, value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A date that can be had may be left out all the same, and taken back. */
export function SkipButton({ date, choice, here, onChoose }: Omit<DateOptionsProps, "there">) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const skipped = choice[date.on] === "skip";
  const word = t(skipped ? "series.takeBack" : "series.leaveOut");
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={`${word}: ${line(date.starts_at, here)}`}
      onClick={() => onChoose(date.on, skipped ? "" : "skip")}
    >
      {word}
    </Button>
  );
}
