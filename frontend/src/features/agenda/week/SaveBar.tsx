import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schedule, Schedules } from "@/api/types";
import classes from "./hours.module.css";
import { totalMinutes } from "./ranges";
import type { ScheduleEdits } from "./useScheduleEdits";

type SaveBarProps = {
  edits: ScheduleEdits;
  shown: Schedule;
  saved: Schedules;
  isSaving: boolean;
  onSave: () => void;
};

/** How many hours are open, whether all is saved, and the ways back and on. */
export function SaveBar({ edits, shown, saved, isSaving, onSave }: SaveBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.saveBar}>
      <span role="status">
        {t("hours.total", { count: totalMinutes(shown.ranges) / 60 })} ·{" "}
        {edits.isChanged ? t("hours.unsaved") : t("hours.allSaved")}
      </span>
      <Group gap="sm">
        {edits.canUndo ? (
          <Button variant="default" size="md" onClick={edits.undo}>
            {t("hours.undoStep")}
          </Button>
        ) : null}
        {edits.isChanged ? (
          <Button variant="default" size="md" onClick={() => edits.restart(saved.schedules)}>
            {t("hours.undo")}
          </Button>
        ) : null}
        <Button size="md" disabled={!edits.isChanged} loading={isSaving} onClick={onSave}>
          {t("hours.save")}
        </Button>
      </Group>
    </div>
  );
}
