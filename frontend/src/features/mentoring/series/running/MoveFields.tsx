import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { wallClock } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import classes from "../series.module.css";

/** "09:30" for a minute of the day, as time fields and the server have it. */
export function clockField(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

type MoveFieldsProps = { at: string; clock: Clock; onChange: (day: string, minute: number) => void };

export function MoveFields({ at, clock, onChange }: MoveFieldsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = zoneAt(clock, at);
  const { day, minute } = wallClock(at, zone);
  const place = placeName(zone, language);
  return (
    <div className={classes.fields}>
      <TextInput
        label={t("series.newDay", { place })}
        type="date"
        size="md"
        value={day}
        onChange={({ currentTarget: { value } }) => value && onChange(value, minute)}
      />
      <TextInput
        label={t("series.newTime", { place })}
        type="time"
        step={900}
        size="md"
        value={clockField(minute)}
        onChange={({ currentTarget: { value } }) => {
          const [hours = 0, minutes = 0] = value.split(":").map(Number);
          if (value) onChange(day, hours * 60 + minutes);
        }}
      />
    </div>
  );
}
