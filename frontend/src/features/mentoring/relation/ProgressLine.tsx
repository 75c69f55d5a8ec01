import "@mantine/core/styles/Progress.css";
import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PairRow } from "@/api/types";
import classes from "./pairs.module.css";

/** Sessions held of those agreed on, and milestones reached, as words with a bar. */
export function ProgressLine({ progress }: { progress: PairRow["progress"] }) {
  const { t } = useTranslation();
  const { held, planned, milestones, milestones_reached, milestones_late, open_actions } = progress;
  const sessions =
    planned === null ? t("pairs.heldOnly", { count: held }) : t("pairs.heldOf", { held, planned });
  const words = [
    sessions,
    milestones ? t("pairs.milestonesOf", { reached: milestones_reached, all: milestones }) : "",
    milestones_late ? t("pairs.milestonesLate", { count: milestones_late }) : "",
    open_actions ? t("pairs.openActions", { count: open_actions }) : "",
  ];
  return (
    <div className={classes.progress}>
      <small>{words.filter(Boolean).join(" · ")}</small>
      {planned ? <Progress value={(100 * held) / planned} aria-label={sessions} /> : null}
    </div>
  );
}
