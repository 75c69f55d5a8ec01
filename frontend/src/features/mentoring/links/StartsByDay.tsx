import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenHours } from "@/api/types";
import { useShiftText } from "@/components/TwoClocks";
import { startOfDay, underDays } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { longDayText, timeText } from "@/lib/time";
import classes from "./links.module.css";

type StartsByDayProps = {
  starts: OpenHours["starts"];
  here: string;
  there: string;
  value?: string | null;
  /** Where a start leads; without it `onPick` is told. */
  hrefOf?: (startsAt: string) => string;
  onPick?: (startsAt: string) => void;
};

/** Free starts under their day, on the reader's clock, the other side's below. */
export function StartsByDay({ starts, here, there, value, hrefOf, onPick }: StartsByDayProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const shiftText = useShiftText();
  return (
    <div className={classes.days}>
      {underDays(starts, here).map(({ day, starts: own }) => (
        <section key={day} aria-label={longDayText(startOfDay(day, here), here, language)}>
          <h3 className={classes.day}>{longDayText(startOfDay(day, here), here, language)}</h3>
          <ul className={classes.starts}>
            {own.map(({ starts_at }) => {
              const words = (
                <>
                  <strong>{timeText(starts_at, here, language)}</strong>
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
    </div>
  );
}
