import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Occurrence, Series } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { TwoClocks } from "@/components/TwoClocks";
import { useMe } from "@/features/accounts/me";
import type { Clock } from "@/lib/whoseClock";
import classes from "../series.module.css";
import { type Change, changesOpen } from "./changes";
import { MoveForm } from "./MoveForm";
import { SkipForm } from "./SkipForm";

export type ChangeProps = {
  series: Series;
  one: Occurrence;
  here: Clock;
  there: Clock;
  onClose: () => void;
};

/** One date: moved alone, moved with all that follow, or left out. */
export function ChangeDialog(given: ChangeProps) {
  const { series, one, here, there, onClose } = given;
  const { t } = useTranslation();
  const allowed = changesOpen(series, one, useMe());
  const [change, setChange] = useState<Change>(allowed[0] ?? "this");
  return (
    <Dialog title={t("series.changeTitle")} wide onClose={onClose}>
      <div className={classes.sunken}>
        <TwoClocks at={one.starts_at} until={one.ends_at} here={here} there={there} size="sm" />
      </div>
      <SegmentedFilter
        label={t("series.change")}
        value={change}
        options={allowed.map((value) => ({ value, label: t(`series.changes.${value}`) }))}
        onChange={setChange}
      />
      {change === "skip" ? <SkipForm {...given} /> : <MoveForm key={change} which={change} {...given} />}
    </Dialog>
  );
}
