import { useMomentLine } from "@/components/TimeLine";
import { useShiftText } from "@/components/TwoClocks";
import { dayShift } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { timeText, weekdayText } from "@/lib/time";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import classes from "./slots.module.css";

type StartButtonProps = {
  startsAt: string;
  here: Clock;
  there: Clock;
  checked: boolean;
  /** Whether only one start is to be chosen. */
  one: boolean;
  reachable: boolean;
  onPick: (startsAt: string) => void;
};

/** One start to choose: the reader's time large, the other side's small, both in full for screen readers. */
export function StartButton({ startsAt, checked, one, reachable, onPick, ...clocks }: StartButtonProps) {
  const here = zoneAt(clocks.here, startsAt);
  const there = zoneAt(clocks.there, startsAt);
  const language = useLanguage();
  const line = useMomentLine();
  const shiftText = useShiftText();
  const shifted = dayShift(startsAt, here, there) !== 0;
  const other = `${shifted ? `${weekdayText(startsAt, there, language)} ` : ""}${timeText(startsAt, there, language)}`;
  return (
    // A radio or checkbox of the browser cannot show two clocks nor move in two directions.
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles may be checked; the rule cannot read a chosen role
    <button
      type="button"
      role={one ? "radio" : "checkbox"}
      aria-checked={checked}
      aria-label={line(startsAt, here, there)}
      title={shiftText(startsAt, here, there) || undefined}
      data-start={startsAt}
      tabIndex={reachable ? 0 : -1}
      className={classes.start}
      onClick={() => onPick(startsAt)}
    >
      {timeText(startsAt, here, language)}
      {here === there ? null : <small>{other}</small>}
    </button>
  );
}
