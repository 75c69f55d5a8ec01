import { useLanguage } from "@/lib/i18n";
import { weekdayNames } from "@/lib/time";
import { StartButton } from "./StartButton";
import classes from "./slots.module.css";
import { type Choosing, isChosen, reachableStart } from "./starts";

export function WeekColumns(choosing: Choosing) {
  const { week, here, there, value, many, onPick } = choosing;
  const weekdays = weekdayNames(useLanguage(), "short");
  const reachable = reachableStart(week, value);
  return (
    <div className={classes.week}>
      {week.map(({ day, starts }, index) => (
        <div key={day}>
          <div className={classes.head} data-empty={starts.length === 0 || undefined}>
            {weekdays[index]}
            <strong>{Number(day.slice(8))}</strong>
          </div>
          <div className={classes.column}>
            {starts.length === 0 ? <span className={classes.nothing}>–</span> : null}
            {starts.map(({ starts_at }) => (
              <StartButton
                key={starts_at}
                startsAt={starts_at}
                here={here}
                there={there}
                checked={isChosen(choosing, starts_at)}
                one={many === undefined}
                reachable={starts_at === reachable}
                onPick={onPick}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
