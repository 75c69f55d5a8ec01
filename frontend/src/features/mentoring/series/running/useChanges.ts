import { useTranslation } from "react-i18next";
import type { Occurrence } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import type { FieldChange } from "@/lib/problem";
import type { Clock } from "@/lib/whoseClock";
import { seriesStates } from "../series";

type Stand = Pick<Occurrence, "starts_at" | "state"> | null;

/** What the server says has changed in a series since it was seen, a sentence each: its dates, and its state. */
export function useChanges(here: Clock) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const ofDate = (was: Stand, is: Stand): string => {
    if (!is) return was ? t("series.removed", { at: line(was.starts_at, here) }) : "";
    const at = line(is.starts_at, here);
    if (!was) return t("series.added", { at });
    if (was.starts_at !== is.starts_at) return t("series.nowAt", { was: line(was.starts_at, here), at });
    return `${at}: ${t(`states.${is.state}`)}`;
  };
  return (changed: FieldChange[]): string[] => {
    const state = seriesStates.find((known) =>
      changed.some(({ field, after }) => field === "state" && after === known),
    );
    const dates = changed.filter(({ field }) => field.startsWith("dates."));
    const told = dates.map(({ before, after }) => ofDate(before as Stand, after as Stand));
    return [...(state ? [t(`series.states.${state}`)] : []), ...told.filter(Boolean)];
  };
}
