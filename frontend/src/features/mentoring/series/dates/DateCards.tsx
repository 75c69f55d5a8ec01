import { TwoClocks } from "@/components/TwoClocks";
import classes from "../series.module.css";
import type { DateLines } from "./DateChoices";
import { DateMarks } from "./DateMarks";
import { ClashOptions, SkipButton } from "./DateOptions";

export function DateCards({ lines, here, there, choice, onChoose }: DateLines) {
  return (
    <ol className={classes.cards}>
      {lines.map(({ date, start, skipped, shifts }) => (
        <li key={date.on} data-skipped={skipped || undefined} data-clash={date.clash ? true : undefined}>
          <TwoClocks at={start} here={here} there={there} size="sm" />
          <div className={classes.spread}>
            <DateMarks date={date} choice={choice} shifts={shifts} />
            {date.clash ? null : <SkipButton date={date} choice={choice} here={here} onChoose={onChoose} />}
          </div>
          {date.clash ? (
            <ClashOptions date={date} choice={choice} here={here} there={there} onChoose={onChoose} />
          ) : null}
        </li>
      ))}
    </ol>
  );
}
