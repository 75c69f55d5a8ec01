import { useTranslation } from "react-i18next";
import type { Series } from "@/api/types";
import { MeanwhileNotice } from "@/components/MeanwhileNotice";
import { useMomentLine } from "@/components/TimeLine";
import { asProblem } from "@/lib/problem";
import type { Clock } from "@/lib/whoseClock";
import { useChanges } from "./useChanges";
import type { Deed } from "./useDeed";

/** Why a change was not carried out; where somebody else changed the series, what is different now. */
export function Meanwhile({ deed, here }: { deed: Deed; here: Clock }) {
  const { t } = useTranslation();
  const differences = useDifferences(here);
  const changes = useChanges(here);
  const rows = asProblem(deed.error)?.changed ?? [];
  const found = deed.before ? differences(deed.before, deed.now) : [];
  const told = rows.length > 0 ? changes(rows) : found;
  return (
    <MeanwhileNotice
      error={deed.error}
      title={t("series.meanwhile")}
      lines={told}
      again={t("changes.again")}
    />
  );
}

function useDifferences(here: Clock) {
  const { t } = useTranslation();
  const line = useMomentLine();
  return (before: Series, now: Series): string[] => {
    const told = before.state === now.state ? [] : [t(`series.states.${now.state}`)];
    const known = new Map(before.occurrences.map((one) => [one.session, one]));
    for (const one of now.occurrences) {
      const was = known.get(one.session);
      const at = line(one.starts_at, here);
      if (!was) told.push(t("series.added", { at }));
      else if (was.starts_at !== one.starts_at)
        told.push(t("series.nowAt", { was: line(was.starts_at, here), at }));
      else if (was.state !== one.state) told.push(`${at}: ${t(`states.${one.state}`)}`);
    }
    return told;
  };
}
