import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { isSameClock, placesOf } from "@/lib/whoseClock";
import classes from "../series.module.css";
import { DateCell } from "./DateCell";
import type { DateLines } from "./DateChoices";
import { DateMarks } from "./DateMarks";
import { ClashOptions, SkipButton } from "./DateOptions";

export function DateTable({ lines, here, there, choice, onChoose }: DateLines) {
  const { t } = useTranslation();
  const language = useLanguage();
  const starts = lines.map(({ start }) => start);
  const single = isSameClock(here, there, starts);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className={classes.unseen}>{t("series.number")}</span>
          </th>
          <th scope="col">{t("series.yourClock", { place: placesOf(here, starts, language) })}</th>
          {single ? null : <th scope="col">{placesOf(there, starts, language)}</th>}
          <th scope="col">{t("series.standing")}</th>
          <th scope="col">
            <span className={classes.unseen}>{t("series.change")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ date, number, start, skipped, shifts }) => (
          <Fragment key={date.on}>
            <tr data-skipped={skipped || undefined} data-clash={date.clash ? true : undefined}>
              <td>{number}</td>
              <td>
                <DateCell at={start} clock={here} />
              </td>
              {single ? null : (
                <td>
                  <DateCell at={start} clock={there} beside={here} />
                </td>
              )}
              <td>
                <DateMarks date={date} choice={choice} shifts={shifts} />
              </td>
              <td>
                {date.clash ? null : (
                  <SkipButton date={date} choice={choice} here={here} onChoose={onChoose} />
                )}
              </td>
            </tr>
            {date.clash ? (
              <tr className={classes.below}>
                <td />
                <td colSpan={single ? 3 : 4}>
                  <ClashOptions date={date} choice={choice} here={here} there={there} onChoose={onChoose} />
                </td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
