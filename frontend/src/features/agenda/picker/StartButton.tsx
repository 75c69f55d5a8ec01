import { useMomentLine } from "@/components/TimeLine";
import { useShiftText } from "@/components/TwoClocks";
import { dayShift } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { timeText, weekdayText } from "@/lib/time";
import classes from "./slots.module.css";

type StartButtonProps = {
  startsAt: string;
  here: string;
  there: string;
  checked: boolean;
  /** Whether only one start is to be chosen. */
  one: boolean;
  reachable: boolean;
  onPick: (startsAt: string) => void;
};

/** One start to choose: the reader's time large, the other side's small, both in full for screen readers. */
export function StartButton({ startsAt, here, there, checked, one, reachable, onPick }: StartButtonProps) {
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
