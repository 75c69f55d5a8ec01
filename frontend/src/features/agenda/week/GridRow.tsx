import type { HoursRange } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { minuteText, weekdayNames } from "@/lib/time";
import classes from "./hours.module.css";
import { halfHour, isOpen } from "./ranges";
import { isWithin, type usePainting } from "./usePainting";

type GridRowProps = {
  minute: number;
  minuteThere: number;
  ranges: HoursRange[];
  stroke: ReturnType<typeof usePainting>["stroke"];
  focusedWeekday: number | null;
  onFocus: (weekday: number) => void;
};

const night = { until: 480, from: 1260 };

export function GridRow({ minute, minuteThere, ranges, stroke, focusedWeekday, onFocus }: GridRowProps) {
  const language = useLanguage();
  const days = weekdayNames(language, "long");
  const onTheHour = minute % 60 === 0;
  const hourText = (value: number) => minuteText(value, language).replace(":00 ", " ");
  return (
    <tr>
      {onTheHour ? (
        <th scope="row" className={classes.hour}>
          {hourText(minute)}
        </th>
      ) : (
        <td className={classes.hour} />
      )}
      {days.map((day, weekday) => {
        const cell = { weekday, minute };
        const painting = stroke && isWithin(stroke, cell) ? (stroke.open ? "open" : "close") : undefined;
        return (
          <td
            key={day}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid, see WeekGrid
            role="gridcell"
            className={classes.cell}
            aria-selected={isOpen(ranges, cell)}
            aria-label={`${day} ${minuteText(minute, language)} – ${minuteText(minute + halfHour, language)}`}
            tabIndex={focusedWeekday === weekday ? 0 : -1}
            data-weekday={weekday}
            data-minute={minute}
            data-hour={onTheHour || undefined}
            data-night={minute < night.until || minute >= night.from || undefined}
            data-painting={painting}
            onFocus={() => onFocus(weekday)}
          />
        );
      })}
      <td className={classes.hour}>{onTheHour ? hourText(minuteThere) : ""}</td>
    </tr>
  );
}
