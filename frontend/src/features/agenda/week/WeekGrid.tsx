import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursRange } from "@/api/types";
import { serverNow } from "@/lib/clock";
import { offsetMinutes } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { weekdayNames } from "@/lib/time";
import { oppositeZone, placeName } from "@/lib/zones";
import { GridRow } from "./GridRow";
import classes from "./hours.module.css";
import { halfHour } from "./ranges";
import { useGridKeys } from "./useGridKeys";
import { usePainting } from "./usePainting";

type WeekGridProps = { ranges: HoursRange[]; timeZone: string; onChange: (ranges: HoursRange[]) => void };

const minutes = Array.from({ length: 48 }, (_, index) => index * halfHour);

/** Before this minute few are free, so that those rows show only where hours are open or when asked for. */
const morning = 360;

/** The week in half-hours to paint on, with the clock of the other side of the ocean along its right edge. */
export function WeekGrid({ ranges, timeZone, onChange }: WeekGridProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { stroke, handlers } = usePainting(ranges, onChange);
  const [whole, setWhole] = useState(() => ranges.some((range) => range.starts_minute < morning));
  const first = whole ? 0 : morning;
  const { grid, focused, setFocused, onKeyDown } = useGridKeys(ranges, first, onChange);
  const there = oppositeZone(timeZone);
  const now = serverNow();
  const ahead = offsetMinutes(now, there) - offsetMinutes(now, timeZone);
  return (
    <>
      {whole ? null : (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {t("hours.early")}
        </Button>
      )}
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells take the focus and are chosen
        role="grid"
        className={classes.grid}
        aria-label={t("hours.grid")}
        aria-multiselectable="true"
        {...handlers}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {placeName(timeZone, language)}
            </th>
            {weekdayNames(language, "short").map((day) => (
              <th key={day} scope="col" className={classes.weekday}>
                {day}
              </th>
            ))}
            <th scope="col" className={classes.corner}>
              {placeName(there, language)}
            </th>
          </tr>
        </thead>
        <tbody>
          {minutes.slice(first / halfHour).map((minute) => (
            <GridRow
              key={minute}
              minute={minute}
              minuteThere={(minute + ahead + 2880) % 1440}
              ranges={ranges}
              stroke={stroke}
              focusedWeekday={focused.minute === minute ? focused.weekday : null}
              onFocus={(weekday) => setFocused({ weekday, minute })}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}
