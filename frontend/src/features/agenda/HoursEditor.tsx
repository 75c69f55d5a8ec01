import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WeeklyHours } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import classes from "./hours.module.css";
import { LimitsCard } from "./LimitsCard";
import { RangesCard } from "./RangesCard";
import { sameRanges, totalMinutes } from "./ranges";
import { WeekGrid } from "./WeekGrid";

/** Edits a copy of the week and its limits until it is saved as a whole. */
export function HoursEditor({ saved }: { saved: WeeklyHours }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [ranges, setRanges] = useState(saved.ranges);
  const [limits, setLimits] = useState(saved.limits);
  const save = api.useMutation("put", "/api/agenda/weekly-hours/");
  const dirty = !sameRanges(ranges, saved.ranges) || JSON.stringify(limits) !== JSON.stringify(saved.limits);
  useLeaveWarning(dirty, t("hours.leave"));
  const submit = async () => {
    const body = { time_zone: saved.time_zone, ranges, limits };
    const answer = await save.mutateAsync({ body }).catch(() => null);
    if (!answer) return;
    setRanges(answer.ranges);
    setLimits(answer.limits);
    queries.setQueryData(api.queryOptions("get", "/api/agenda/weekly-hours/", {}).queryKey, answer);
    tell(t("hours.saved"));
  };
  const undo = () => {
    setRanges(saved.ranges);
    setLimits(saved.limits);
  };
  return (
    <>
      <div className={classes.layout}>
        <Card title={t("hours.week")} lead={t("hours.how")}>
          <WeekGrid ranges={ranges} timeZone={saved.time_zone} onChange={setRanges} />
        </Card>
        <div className={classes.side}>
          <RangesCard ranges={ranges} onChange={setRanges} />
          <LimitsCard limits={limits} problem={asProblem(save.error)} onChange={setLimits} />
        </div>
      </div>
      <ErrorState error={save.error} />
      <div className={classes.saveBar}>
        <span role="status">
          {t("hours.total", { count: totalMinutes(ranges) / 60 })} ·{" "}
          {dirty ? t("hours.unsaved") : t("hours.allSaved")}
        </span>
        <Group gap="sm">
          {dirty ? (
            <Button variant="default" size="md" onClick={undo}>
              {t("hours.undo")}
            </Button>
          ) : null}
          <Button size="md" disabled={!dirty} loading={save.isPending} onClick={submit}>
            {t("hours.save")}
          </Button>
        </Group>
      </div>
    </>
  );
}
