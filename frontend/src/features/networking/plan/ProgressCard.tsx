import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventPlanRow } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { api } from "@/lib/api";
import classes from "./plan.module.css";
import { isGoingOn, usePlansChanged } from "./plans";

const percent = 100;

/** How good the plan is, how good one could be at most, and the way to stop where that is good enough. */
export function ProgressCard({ row }: { row: EventPlanRow }) {
  const { t } = useTranslation();
  const onSuccess = usePlansChanged();
  const stop = api.useMutation("post", "/api/event-plans/{plan_id}/stop/", { onSuccess });
  const goesOn = isGoingOn(row);
  const share = row.value !== null && row.bound ? (row.value / row.bound) * percent : null;
  const figures = [
    ["meetings", row.meetings],
    ["musts", `${row.musts_met} / ${row.musts}`],
    ["interest", row.interest],
    ["breaks", row.breaks ?? "–"],
    ["changes", row.changes ?? "–"],
    ["gap", row.gap ?? "–"],
    ["seconds", row.seconds === null ? "–" : row.seconds.toFixed(1)],
  ] as const;
  return (
    <Card title={t("planner.progress", { number: row.number })}>
      <p role="status">
        <Tag tone={row.state === "published" ? "accent" : row.state === "failed" ? "bad" : "quiet"}>
          {t(`planner.states.${row.state}`)}
        </Tag>{" "}
        {row.gap === 0 ? t("planner.proven") : null}
      </p>
      {row.state === "failed" ? <Notice tone="bad">{t("planner.failed")}</Notice> : null}
      {share === null ? null : (
        <meter className={classes.meter} min={0} max={percent} value={share} aria-label={t("planner.share")}>
          {share.toFixed(1)} %
        </meter>
      )}
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`planner.figures.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ErrorState error={stop.error} />
      {goesOn ? (
        <div className={classes.buttons}>
          <Button
            variant="default"
            loading={stop.isPending || row.is_stopping}
            onClick={() => stop.mutate({ params: { path: { plan_id: row.id } } })}
          >
            {t("planner.stop")}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
