import { useTranslation } from "react-i18next";
import { MonthGrid } from "@/components/MonthGrid";
import { startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { longDayText } from "@/lib/time";
import { placesOf } from "@/lib/whoseClock";
import { StartGroup } from "./StartGroup";
import classes from "./slots.module.css";
import { reachableStart, startsIn } from "./starts";
import { useWhy } from "./useWhy";
import type { StartsPart } from "./WeekOfStarts";

/** For narrow screens: a month to choose a day from, and the starts of that day or why it has none. */
export function MonthOfStarts(props: StartsPart & { onDay: (day: string) => void }) {
  const { days, shown, today, reasons, reached, onKeyDown, onDay, ...choosing } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const why = useWhy(reasons, today);
  const counts = new Map(days.map(({ day, starts }) => [day, starts.length]));
  const day = days.find((one) => one.day === shown);
  const starts = day?.starts ?? [];
  const dayName = (on: string) => longDayText(startOfDay(on, "UTC"), "UTC", language);
  return (
    <>
      <MonthGrid
        label={t("slots.chooseDay")}
        shown={shown}
        today={today}
        first={today}
        selected={[shown]}
        nameOf={(on) => {
          const count = counts.get(on) ?? 0;
          return `${dayName(on)}, ${count ? t("slots.count", { count }) : why.word(on)}`;
        }}
        markOf={(on) => (counts.get(on) ? "open" : "closed")}
        onPick={onDay}
        onMove={onDay}
      />
      <h3 className={classes.listHead}>
        {dayName(shown)}
        {starts.length > 0 && typeof choosing.here !== "string" ? (
          <span className={classes.place}>{placesOf(choosing.here, startsIn(starts), language)}</span>
        ) : null}
      </h3>
      <div role="status" className={classes.because}>
        {starts.length === 0 ? why.sentence(shown) : t("slots.count", { count: starts.length })}
      </div>
      {starts.length > 0 ? (
        <StartGroup many={choosing.many !== undefined} className={classes.list} onKeyDown={onKeyDown}>
          <StartGroup.Starts
            starts={starts}
            reachable={reachableStart(day ? [day] : [], reached, choosing.value)}
            {...choosing}
          />
        </StartGroup>
      ) : null}
    </>
  );
}
