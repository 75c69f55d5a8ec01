import { ActionIcon, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Occurrence } from "@/api/types";
import { Icon } from "@/components/Icon";
import { Tag } from "@/components/Tag";
import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
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

/** The file of one date that is agreed, for whatever calendar. */
export function CalendarLink({ one, zone }: { one: Occurrence; zone: Clock }) {
  const { t } = useTranslation();
  const line = useMomentLine();
  if (one.state !== "confirmed") return null;
  const name = `${t("session.addToCalendar")}: ${line(one.starts_at, zone)}`;
  return (
    <ActionIcon
      component="a"
      href={`/api/sessions/${one.session}/invitation.ics`}
      variant="subtle"
      size={32}
      aria-label={name}
      title={name}
      download
    >
      <Icon name="calendar" size={18} />
    </ActionIcon>
  );
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
