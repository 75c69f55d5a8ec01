import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Occurrence, Series } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import { SessionToCalendar } from "../../SessionToCalendar";
import { StateTag } from "../../StateTag";
import { ShiftTags } from "../dates/ShiftTags";
import type { Shift } from "../dates/shifts";
import classes from "../series.module.css";

export function OccurrenceMarks({ one, shifts }: { one: Occurrence; shifts: Shift[] }) {
  const { t } = useTranslation();
  const over = ["cancelled", "declined", "expired"].includes(one.state);
  return (
    <span className={classes.marks}>
      <StateTag state={one.state} />
      {one.is_moved ? <Tag tone="accent">{t("series.marks.moved")}</Tag> : null}
      {over ? null : <ShiftTags shifts={shifts} />}
    </span>
  );
}

type DateToCalendarProps = { series: Series; one: Occurrence; zone: Clock };

/** The way of one date into a calendar, once it is agreed. */
export function DateToCalendar({ series, one, zone }: DateToCalendarProps) {
  const { startup, expert, meet_url } = series;
  return <SessionToCalendar session={{ ...one, id: one.session, startup, expert, meet_url }} row={zone} />;
}

type ChangeButtonProps = { one: Occurrence; zone: Clock; onChange: (one: Occurrence) => void };

export function ChangeButton({ one, zone, onChange }: ChangeButtonProps) {
  const { t } = useTranslation();
  const line = useMomentLine();
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={`${t("series.change")}: ${line(one.starts_at, zone)}`}
      onClick={() => onChange(one)}
    >
      {t("series.change")}
    </Button>
  );
}
