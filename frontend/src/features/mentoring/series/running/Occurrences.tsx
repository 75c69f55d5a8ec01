import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import type { Occurrence, Series } from "@/api/types";
import { useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import type { Clock } from "@/lib/whoseClock";
import { type Shift, type Sides, shiftsOf } from "../dates/shifts";
import { datesAhead } from "../series";
import { ChangeDialog } from "./ChangeDialog";
import { changesOpen } from "./changes";
import { OccurrenceCards } from "./OccurrenceCards";
import { OccurrenceTable } from "./OccurrenceTable";

type OccurrenceLine = { one: Occurrence; shifts: Shift[]; open: boolean };
export type OccurrenceLines = {
  series: Series;
  lines: OccurrenceLine[];
  here: Clock;
  there: Clock;
  onChange: (one: Occurrence) => void;
};

type OccurrencesProps = { series: Series; sides: Sides; here: Clock; there: Clock };

/** Every date with its state and the way to its session; those ahead can be changed. */
export function Occurrences({ series, sides, here, there }: OccurrencesProps) {
  const roomy = useMediaQuery("(min-width: 768px)", true, { getInitialValueInEffect: false });
  const now = useNow(60_000);
  const [changing, setChanging] = useState<Occurrence | null>(null);
  const ahead = datesAhead(series, now);
  const me = useMe();
  const shifts = shiftsOf(series.occurrences, sides);
  const lines = series.occurrences.map((one, index) => ({
    one,
    shifts: shifts[index] ?? [],
    open: ahead.includes(one) && changesOpen(series, one, me).length > 0,
  }));
  const Shown = roomy ? OccurrenceTable : OccurrenceCards;
  return (
    <>
      <Shown series={series} lines={lines} here={here} there={there} onChange={setChanging} />
      {changing ? (
        <ChangeDialog
          series={series}
          one={changing}
          here={here}
          there={there}
          onClose={() => setChanging(null)}
        />
      ) : null}
    </>
  );
}
