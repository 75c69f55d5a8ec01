import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { longDayText, weekdayNames } from "@/lib/time";
import { StartButton } from "./StartButton";
import classes from "./slots.module.css";
import { type Choosing, isChosen, reachableStart } from "./starts";

/** For narrow screens: a strip of the week's days, and the starts of one of them. */
export function DayList(choosing: Choosing) {
  const { week, here, there, value, many, onPick } = choosing;
  const { t } = useTranslation();
  const language = useLanguage();
  const weekdays = weekdayNames(language, "short");
  const [opened, setOpened] = useState<string | null>(null);
  const chosenDay = value ? dayOf(value, here) : null;
  const days = week.filter(({ starts }) => starts.length > 0);
  const shown = [opened, chosenDay, days[0]?.day]
    .map((day) => days.find((one) => one.day === day))
    .find(Boolean);
  const reachable = shown ? reachableStart([shown], value) : undefined;
  return (
    <>
      <div className={classes.strip}>
        {week.map(({ day, starts }, index) => (
          <button
            key={day}
            type="button"
            className={classes.dayTab}
            disabled={starts.length === 0}
            aria-pressed={day === shown?.day}
            onClick={() => setOpened(day)}
          >
            {weekdays[index]}
            <strong>{Number(day.slice(8))}</strong>
            <small>{starts.length ? t("slots.count", { count: starts.length }) : "–"}</small>
          </button>
        ))}
      </div>
      {shown?.starts[0] ? (
        <p className={classes.listHead}>{longDayText(shown.starts[0].starts_at, here, language)}</p>
      ) : null}
      <div className={classes.list}>
        {shown?.starts.map(({ starts_at }) => (
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
    </>
  );
}
