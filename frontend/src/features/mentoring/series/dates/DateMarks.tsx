import { useTranslation } from "react-i18next";
import type { PlannedDate } from "@/api/types";
import { Tag } from "@/components/Tag";
import classes from "../series.module.css";
import { type Choice, settled } from "./choice";
import { ShiftTags } from "./ShiftTags";
import type { Shift } from "./shifts";

type DateMarksProps = { date: PlannedDate; choice: Choice; shifts: Shift[] };

/** What is to be known about a date at a glance. */
export function DateMarks({ date, choice, shifts }: DateMarksProps) {
  const { t } = useTranslation();
  const state = settled(date, choice);
  return (
    <span className={classes.marks}>
      {state === "open" ? <Tag tone="bad">{t("series.marks.open")}</Tag> : null}
      {state === "moved" || (state !== "skipped" && date.is_moved) ? (
        <Tag tone="accent">{t("series.marks.moved")}</Tag>
      ) : null}
      {state === "skipped" ? <Tag>{t("series.marks.skipped")}</Tag> : null}
      {state === "planned" ? <Tag tone="good">{t("series.marks.planned")}</Tag> : null}
      {state === "skipped" ? null : <ShiftTags shifts={shifts} />}
    </span>
  );
}
