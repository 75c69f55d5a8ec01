import { ActionIcon } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import { addDays, startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { daysText, monthText } from "@/lib/time";
import { type Clock, isSameClock, placesOf } from "@/lib/whoseClock";
import classes from "./slots.module.css";
import { periodAround, type Shape, turned } from "./starts";

type PickerBarProps = {
  here: Clock;
  there: Clock;
  /** The starts of what is shown. */
  starts: string[];
  shown: string;
  today: string;
  shape: Shape;
  onTurn: (day: string) => void;
};

/** Whose clock is read, which week or month is shown, and the way to the ones beside it. */
export function PickerBar({ here, there, starts, shown, today, shape, onTurn }: PickerBarProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { from, until } = periodAround(shown, shape);
  const title =
    shape === "month"
      ? monthText(from, language)
      : daysText(startOfDay(from, "UTC"), startOfDay(addDays(until, -1), "UTC"), "UTC", language);
  return (
    <div className={classes.bar}>
      <span className={classes.zones}>
        <span className={classes.here}>
          {t("slots.timesIn", { place: placesOf(here, starts, language) })}
        </span>
        {isSameClock(here, there, starts) ? null : (
          <>
            {" · "}
            <span className={classes.there}>
              {t("slots.below", { place: placesOf(there, starts, language) })}
            </span>
          </>
        )}
      </span>
      <div className={classes.move}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t(shape === "week" ? "slots.previousWeek" : "slots.previousMonth")}
          disabled={from <= today}
          onClick={() => onTurn(turned(shown, shape, -1))}
        >
          <Icon name="left" />
        </ActionIcon>
        <span className={classes.range} aria-live="polite">
          {title}
        </span>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t(shape === "week" ? "slots.nextWeek" : "slots.nextMonth")}
          onClick={() => onTurn(turned(shown, shape, 1))}
        >
          <Icon name="right" />
        </ActionIcon>
      </div>
    </div>
  );
}
