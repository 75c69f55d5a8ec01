import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursRange } from "@/api/types";
import { Card } from "@/components/Card";
import { useLanguage } from "@/lib/i18n";
import { weekdayNames } from "@/lib/time";
import classes from "./hours.module.css";
import { copiedDay } from "./ranges";

type CopyDayCardProps = { ranges: HoursRange[]; onChange: (ranges: HoursRange[]) => void };

const groups = { weekdays: [0, 1, 2, 3, 4], all: [0, 1, 2, 3, 4, 5, 6] };

/** Gives other days the hours of one day, instead of theirs. */
export function CopyDayCard({ ranges, onChange }: CopyDayCardProps) {
  const { t } = useTranslation();
  const days = weekdayNames(useLanguage(), "long");
  const [from, setFrom] = useState(0);
  const [to, setTo] = useState("weekdays");
  const [done, setDone] = useState("");
  const target = to === "weekdays" || to === "all" ? groups[to] : [Number(to)];
  const each = days.map((label, index) => ({ value: String(index), label }));
  const copy = () => {
    onChange(copiedDay(ranges, from, target));
    setDone(t("hours.copied", { day: days[from] }));
  };
  return (
    <Card title={t("hours.copyDay")}>
      <div className={classes.copy}>
        <NativeSelect
          label={t("hours.copyFrom")}
          value={String(from)}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
          data={each}
        />
        <NativeSelect
          label={t("hours.copyTo")}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={[
            { value: "weekdays", label: t("hours.weekdays") },
            { value: "all", label: t("hours.allDays") },
            ...each,
          ]}
        />
        <Button variant="default" onClick={copy}>
          {t("hours.copy")}
        </Button>
      </div>
      <p role="status" className={classes.told}>
        {done}
      </p>
    </Card>
  );
}
