import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Limits } from "@/api/types";
import { Card } from "@/components/Card";
import type { ProblemError } from "@/lib/problem";
import classes from "./hours.module.css";

type LimitsCardProps = { limits: Limits; problem: ProblemError | null; onChange: (limits: Limits) => void };

const required = ["buffer_before_minutes", "buffer_after_minutes", "notice_hours"] as const;
const optional = ["max_per_day", "max_per_week", "max_per_month"] as const;
type Shown = (typeof required)[number] | (typeof optional)[number];

/** The limits that are plain numbers; the others are sent back as they came. */
export function LimitsCard({ limits, problem, onChange }: LimitsCardProps) {
  const { t } = useTranslation();
  const field = (name: Shown, empty: 0 | null) => (
    <TextInput
      key={name}
      label={t(`hours.limits.${name}`)}
      placeholder={empty === null ? t("hours.noLimit") : undefined}
      type="number"
      min={0}
      step={1}
      value={limits[name] ?? ""}
      error={problem?.on(name) ?? problem?.on(`limits.${name}`)}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...limits, [name]: value === "" ? empty : Number(value) })
      }
    />
  );
  return (
    <Card title={t("hours.limitsTitle")} lead={t("hours.limitsLead")}>
      <div className={classes.limits}>
        {required.map((name) => field(name, 0))}
        {optional.map((name) => field(name, null))}
      </div>
    </Card>
  );
}
