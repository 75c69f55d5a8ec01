import { useMediaQuery } from "@mantine/hooks";
import type { PlannedDate } from "@/api/types";
import type { Clock } from "@/lib/whoseClock";
import { type Choice, settled, startOf } from "./choice";
import { DateCards } from "./DateCards";
import { DateTable } from "./DateTable";
import { type Shift, type Sides, shiftsOf } from "./shifts";

export type DateChoicesProps = {
  dates: PlannedDate[];
  sides: Sides;
  /** The reader's zone, which leads, and the other side's. */
  here: Clock;
  there: Clock;
  choice: Choice;
  onChoose: (on: string, what: string) => void;
};

type DateLine = {
  date: PlannedDate;
  number: number;
  start: string;
  skipped: boolean;
  shifts: Shift[];
};
export type DateLines = Omit<DateChoicesProps, "dates"> & { lines: DateLine[] };

/** Every date of a plan on both clocks, with what wants a decision: a table on a desk, cards on a phone. */
export function DateChoices({ dates, sides, ...rest }: DateChoicesProps) {
  const roomy = useMediaQuery("(min-width: 768px)", true, { getInitialValueInEffect: false });
  const shifts = shiftsOf(dates, sides);
  const lines = dates.map((date, index) => ({
    date,
    number: index + 1,
    start: startOf(date, rest.choice),
    skipped: settled(date, rest.choice) === "skipped",
    shifts: shifts[index] ?? [],
  }));
  const Shown = roomy ? DateTable : DateCards;
  return <Shown lines={lines} sides={sides} {...rest} />;
}
