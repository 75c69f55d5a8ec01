import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { addDays } from "@/lib/days";
import classes from "../series.module.css";
import type { Plan } from "./plan";

type EndFieldsProps = { plan: Plan; onChange: (changes: Record<string, string>) => void };

/** A number of times, or a last day. */
export function EndFields({ plan, onChange }: EndFieldsProps) {
  const { t } = useTranslation();
  const { count, until_on } = plan.rule;
  const [typed, setTyped] = useState(String(count ?? 6));
  useEffect(() => {
    if (count !== null) setTyped(String(count));
  }, [count]);
  const byCount = until_on === null;
  return (
    <div className={classes.end}>
      <SegmentedFilter
        label={t("series.end")}
        value={byCount ? "count" : "until"}
        options={[
          { value: "count", label: t("series.byCount") },
          { value: "until", label: t("series.byDate") },
        ]}
        onChange={(how) => onChange({ until: how === "until" ? addDays(plan.day, 84) : "" })}
      />
      {byCount ? (
        <TextInput
          label={t("series.count")}
          type="number"
          min={1}
          max={104}
          size="md"
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            if (Number(value) >= 1) onChange({ count: value });
          }}
        />
      ) : (
        <TextInput
          label={t("series.lastDay")}
          type="date"
          size="md"
          min={plan.day}
          value={until_on}
          onChange={({ currentTarget: { value } }) => value && onChange({ until: value })}
        />
      )}
    </div>
  );
}
