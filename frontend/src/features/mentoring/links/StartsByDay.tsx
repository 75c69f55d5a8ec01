import { Button, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OpenHours } from "@/api/types";
import { useShiftText } from "@/components/TwoClocks";
import { startOfDay, underDays } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { longDayText, timeText } from "@/lib/time";
import { type Clock, placesOf, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import classes from "./links.module.css";

type StartsByDayProps = {
  starts: OpenHours["starts"];
  here: Clock;
  there: Clock;
  value?: string | null;
  /** Where a start leads; without it `onPick` is told. */
  hrefOf?: (startsAt: string) => string;
  onPick?: (startsAt: string) => void;
  /** How many days are shown until one asks for the others; all without it. */
  firstDays?: number;
};

/** Free starts under their day, on the reader's clock, the other side's below. */
export function StartsByDay({ starts, value, hrefOf, onPick, firstDays, ...clocks }: StartsByDayProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const shiftText = useShiftText();
  const [showsAll, setShowsAll] = useState(false);
  const nameOf = (day: string) => longDayText(startOfDay(day, "UTC"), "UTC", language);
  const days = underDays(starts, clocks.here);
  const later = days.length - (firstDays ?? days.length);
  return (
    <div className={classes.days}>
      {days.slice(0, showsAll ? undefined : firstDays).map(({ day, starts: own }) => (
        <section key={day} aria-label={nameOf(day)}>
          <h3 className={classes.day}>
            {nameOf(day)}
            {typeof clocks.here === "string"
              ? null
              : ` · ${placesOf(
                  clocks.here,
                  own.map(({ starts_at }) => starts_at),
                  language,
                )}`}
          </h3>
          <ul className={classes.starts}>
            {own.map(({ starts_at }) => {
              const here = zoneAt(clocks.here, starts_at);
              const there = zoneAt(clocks.there, starts_at);
              const words = (
                <>
                  <strong>{timeText(starts_at, here, language)}</strong>
                  {own.some((one) => zoneAt(clocks.here, one.starts_at) !== here) ? (
                    <small>{placeName(here, language)}</small>
                  ) : null}
                  {here === there ? null : (
                    <small>
                      {timeText(starts_at, there, language)} {shiftText(starts_at, here, there)}
                    </small>
                  )}
                </>
              );
              return (
                <li key={starts_at}>
                  {hrefOf ? (
                    <a className={classes.start} href={hrefOf(starts_at)} target="_blank" rel="noreferrer">
                      {words}
                      <span className={classes.hidden}>{t("links.opensNew")}</span>
                    </a>
                  ) : (
                    <UnstyledButton
                      className={classes.start}
                      aria-pressed={starts_at === value}
                      onClick={() => onPick?.(starts_at)}
                    >
                      {words}
                    </UnstyledButton>
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {later > 0 ? (
        <Button variant="default" size="md" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t("links.fewerDays") : t("links.moreDays", { count: later })}
        </Button>
      ) : null}
    </div>
  );
}
