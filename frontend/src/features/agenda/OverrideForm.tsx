import { ActionIcon, Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DayRange, HoursRange, Override } from "@/api/types";
import { Icon } from "@/components/Icon";
import { MonthGrid } from "@/components/MonthGrid";
import { Notice } from "@/components/Notice";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { serverNow } from "@/lib/clock";
import { addMonths, dayOf, firstOfMonth, startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { datesText, longDayText, monthText } from "@/lib/time";
import { DayRanges } from "./DayRanges";
import classes from "./dates.module.css";
import { splitDates } from "./overriding";

type Dated = Pick<Override, "on" | "ranges">;
type OverrideFormProps = {
  timeZone: string;
  week: HoursRange[];
  overrides: Override[];
  editing: Override | null;
  busy: boolean;
  onSave: (overrides: Dated[]) => void;
};

const evening: DayRange = { starts_minute: 1020, ends_minute: 1200 };

/** Chooses dates in a calendar and gives them other hours, or none. */
export function OverrideForm(props: OverrideFormProps) {
  const { timeZone, week, overrides, editing, busy, onSave } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const today = dayOf(serverNow(), timeZone);
  const [shown, setShown] = useState(editing?.on ?? today);
  const [chosen, setChosen] = useState<string[]>(editing ? [editing.on] : []);
  const [isOff, setOff] = useState(editing ? editing.ranges.length === 0 : true);
  const [ranges, setRanges] = useState<DayRange[]>(editing?.ranges.length ? editing.ranges : [evening]);
  const wanted = chosen.map((on) => ({ on, ranges: isOff ? [] : ranges }));
  const split = splitDates(wanted, overrides, week);
  const pick = (day: string) => {
    setShown(day);
    setChosen((before) =>
      before.includes(day) ? before.filter((one) => one !== day) : [...before, day].sort(),
    );
  };
  const known = new Set(overrides.map(({ on }) => on));
  return (
    <Stack gap="md" className={classes.form}>
      <div className={classes.months}>
        <div className={classes.turn}>
          <ActionIcon
            variant="default"
            size={40}
            aria-label={t("slots.previousMonth")}
            disabled={firstOfMonth(shown) <= today}
            onClick={() => setShown(addMonths(shown, -1))}
          >
            <Icon name="left" />
          </ActionIcon>
          <strong aria-live="polite">{monthText(shown, language)}</strong>
          <ActionIcon
            variant="default"
            size={40}
            aria-label={t("slots.nextMonth")}
            onClick={() => setShown(addMonths(shown, 1))}
          >
            <Icon name="right" />
          </ActionIcon>
        </div>
        <MonthGrid
          label={t("overrides.choose")}
          shown={shown < today ? today : shown}
          today={today}
          first={today}
          selected={chosen}
          nameOf={(day) => longDayText(startOfDay(day, timeZone), timeZone, language)}
          markOf={(day) => (known.has(day) ? "open" : undefined)}
          onPick={pick}
          onMove={setShown}
        />
      </div>
      <p role="status">
        {chosen.length === 0
          ? t("overrides.chooseFirst")
          : chosen.map((day) => datesText(day, day, language)).join(" · ")}
      </p>
      <SegmentedFilter
        label={t("overrides.which")}
        value={isOff ? "off" : "hours"}
        options={[
          { value: "off", label: t("overrides.off") },
          { value: "hours", label: t("overrides.otherHours") },
        ]}
        onChange={(which) => setOff(which === "off")}
      />
      {isOff ? null : <DayRanges ranges={ranges} onChange={setRanges} />}
      {split ? (
        <Notice tone="warn">
          <p>{t("hours.overMidnight")}</p>
          <Button loading={busy} disabled={chosen.length === 0} onClick={() => onSave(split)}>
            {t("hours.split")}
          </Button>
        </Notice>
      ) : (
        <Button
          variant="default"
          size="md"
          loading={busy}
          disabled={chosen.length === 0}
          onClick={() => onSave(wanted)}
        >
          {t("overrides.save")}
        </Button>
      )}
    </Stack>
  );
}
