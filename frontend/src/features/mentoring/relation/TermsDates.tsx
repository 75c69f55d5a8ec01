import { useTranslation } from "react-i18next";
import type { Pair, PlannedDate } from "@/api/types";
import { Notice } from "@/components/Notice";
import { Tally } from "../series/asking/Tally";
import { type Choice, countOf } from "../series/dates/choice";
import { DateChoices } from "../series/dates/DateChoices";
import { sidesOf } from "../series/series";
import classes from "./pairs.module.css";

type TermsDatesProps = {
  preview: { dates: PlannedDate[]; expert_time_zone: string; founder_time_zone: string };
  side: Pair["side"];
  choice: Choice;
  onChoose: (on: string, what: string) => void;
};

/** Every date that the terms would book, on both clocks; one that cannot be had is held at another time, or left out and
 * made up for at the end. */
export function TermsDates({ preview, side, choice, onChoose }: TermsDatesProps) {
  const { t } = useTranslation();
  const { dates, expert_time_zone, founder_time_zone } = preview;
  const sides = sidesOf(dates, { expert: expert_time_zone, founder: founder_time_zone });
  const [here, there] = side === "expert" ? [sides.expert, sides.founder] : [sides.founder, sides.expert];
  return (
    <section className={classes.dates} aria-label={t("pairs.dates")}>
      {countOf(dates, choice, "open") > 0 ? (
        <Notice tone="warn">
          <p>{t("pairs.someTaken")}</p>
        </Notice>
      ) : null}
      <Tally dates={dates} choice={choice} />
      <DateChoices
        dates={dates}
        sides={sides}
        here={here}
        there={there}
        choice={choice}
        onChoose={onChoose}
      />
    </section>
  );
}
