import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { momentText } from "@/lib/time";
import { type Clock, turnsOf, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import classes from "./ClockTurns.module.css";
import { Notice } from "./Notice";

type ClockTurnsProps = {
  here: Clock;
  there: Clock;
  /** The reader's own, where times are shown on another. */
  own?: Clock;
  /** Whether a change at that instant concerns what is shown. */
  isShown?: (at: string) => boolean;
};

/** Says in words from when on the times shown are those of another place, as somebody travels. */
export function ClockTurns({ here, there, own = here, isShown = () => true }: ClockTurnsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const told = [
    ...turnsOf(here).map((turn) => ({ ...turn, key: "turns.here" as const })),
    ...(there === here ? [] : turnsOf(there)).map((turn) => ({ ...turn, key: "turns.there" as const })),
    ...(own === here ? [] : turnsOf(own)).map((turn) => ({ ...turn, key: "turns.own" as const })),
  ].filter(({ at }) => isShown(at));
  if (told.length === 0) return null;
  return (
    <div className={classes.turns}>
      <Notice tone="warn">
        <strong>{t("turns.title")}</strong>
        {told.map(({ key, at, before, after }) => (
          <p key={key + at}>
            {t(key, {
              moment: momentText(at, zoneAt(here, at), language),
              place: placeName(after, language),
              before: placeName(before, language),
            })}
          </p>
        ))}
      </Notice>
    </div>
  );
}
