import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schedules } from "@/api/types";
import { Card } from "@/components/Card";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useSeen } from "@/lib/useSeen";
import { useUrlState } from "@/lib/useUrlState";
import { HoursMeanwhile } from "../HoursMeanwhile";
import { CopyDayCard } from "./CopyDayCard";
import classes from "./hours.module.css";
import { RangesCard } from "./RangesCard";
import { SaveBar } from "./SaveBar";
import { ScheduleCard } from "./ScheduleCard";
import { useScheduleEdits } from "./useScheduleEdits";
import { WeekGrid } from "./WeekGrid";

const path = "/api/agenda/schedules/";

/** Edits a copy of all schedules, one of them shown, until they are saved as a whole. */
export function HoursEditor({ saved }: { saved: Schedules }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const url = useUrlState();
  const options = api.queryOptions("get", path, {});
  const { seen, see, look } = useSeen(saved, async () => {
    const now = await queries.fetchQuery({ ...options, staleTime: 0 });
    edits.bringIn(now.schedules);
    return now;
  });
  const edits = useScheduleEdits(seen);
  if (saved.revision > seen.revision && !edits.isChanged) {
    see(saved);
    edits.restart(saved.schedules);
  }
  const save = api.useMutation("put", path);
  useLeaveWarning(edits.isChanged, t("hours.leave"));
  const { schedules } = edits;
  const shown =
    schedules.find(({ name }) => name === url.get("schedule")) ?? schedules.find((one) => one.is_default);
  if (!shown) return null;
  const setRanges = (ranges: typeof shown.ranges) => edits.setRanges(shown.name, ranges);
  const submit = async () => {
    const params = { header: { "If-Match": `"${seen.revision}"` } };
    const answer = await save.mutateAsync({ params, body: { schedules } }).catch(look);
    if (!answer) return;
    edits.restart(answer.schedules);
    see(answer);
    queries.setQueryData(options.queryKey, answer);
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
      <HoursMeanwhile error={save.error} />
      <SaveBar edits={edits} shown={shown} saved={seen} isSaving={save.isPending} onSave={submit} />
    </>
  );
}
