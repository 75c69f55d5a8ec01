import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schedules } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { CopyDayCard } from "./CopyDayCard";
import classes from "./hours.module.css";
import { RangesCard } from "./RangesCard";
import { SaveBar } from "./SaveBar";
import { ScheduleCard } from "./ScheduleCard";
import { useScheduleEdits } from "./useScheduleEdits";
import { WeekGrid } from "./WeekGrid";

/** Edits a copy of all schedules, one of them shown, until they are saved as a whole. */
export function HoursEditor({ saved }: { saved: Schedules }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const url = useUrlState();
  const edits = useScheduleEdits(saved);
  const save = api.useMutation("put", "/api/agenda/schedules/");
  useLeaveWarning(edits.isChanged, t("hours.leave"));
  const { schedules } = edits;
  const shown =
    schedules.find(({ name }) => name === url.get("schedule")) ?? schedules.find((one) => one.is_default);
  if (!shown) return null;
  const setRanges = (ranges: typeof shown.ranges) => edits.setRanges(shown.name, ranges);
  const submit = async () => {
    const answer = await save.mutateAsync({ body: { schedules } }).catch(() => null);
    if (!answer) return;
    edits.restart(answer.schedules);
    queries.setQueryData(api.queryOptions("get", "/api/agenda/schedules/", {}).queryKey, answer);
    void queries.invalidateQueries({ queryKey: ["get", "/api/agenda/weekly-hours/"] });
    tell(t(answer.merged ? "hours.savedMerged" : "hours.saved"));
  };
  return (
    <>
      <ScheduleCard edits={edits} shown={shown} onShow={(schedule) => url.set({ schedule })} />
      <div className={classes.layout}>
        <Card title={t("hours.week")} lead={t("hours.how")}>
          <WeekGrid key={shown.name} ranges={shown.ranges} timeZone={saved.time_zone} onChange={setRanges} />
        </Card>
        <div className={classes.side}>
          <RangesCard ranges={shown.ranges} onChange={setRanges} />
          <CopyDayCard ranges={shown.ranges} onChange={setRanges} />
        </div>
      </div>
      <ErrorState error={save.error} />
      <SaveBar edits={edits} shown={shown} saved={saved} isSaving={save.isPending} onSave={submit} />
    </>
  );
}
