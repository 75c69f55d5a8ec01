import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { PairRow } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { PairStateTag } from "./PairStateTag";
import { ProgressLine } from "./ProgressLine";
import { usePairName } from "./pairs";
import classes from "./pairs.module.css";

/** A pair in the list of somebody who is one of the two. */
export function PairCard({ pair }: { pair: PairRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ownClock = useOwnClock();
  const name = usePairName();
  const { programme, progress, state, answer_by } = pair;
  return (
    <article className={classes.row}>
      <h2>
        <Link to={`/pairs/${pair.id}`}>{name(pair)}</Link>
      </h2>
      <div className={classes.tags}>
        <PairStateTag state={state} />
        <span>{inLanguage(language, programme.name_ko, programme.name_en)}</span>
      </div>
      {state === "offered" && answer_by ? (
        <p>
          {t("pairs.answerBy")} <Moment at={answer_by} zone={ownClock} />
        </p>
      ) : null}
      {progress.next_at ? (
        <p>
          {t("pairs.next")} <Moment at={progress.next_at} zone={ownClock} />
        </p>
      ) : null}
      {state === "active" || state === "ended" ? <ProgressLine progress={progress} /> : null}
    </article>
  );
}
