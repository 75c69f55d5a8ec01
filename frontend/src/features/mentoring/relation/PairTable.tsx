import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { PairRow } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { FlagTags } from "./FlagTags";
import { PairStateTag } from "./PairStateTag";
import { ProgressLine } from "./ProgressLine";
import classes from "./pairs.module.css";

const columns = ["startup", "expert", "state", "progress", "next", "ratings", "flags"] as const;

/** All pairs at a glance, for coordinators. */
export function PairTable({ pairs }: { pairs: PairRow[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls sideways must be reachable by keyboard
    <section className={classes.scroll} aria-label={t("pairs.title")} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`pairs.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <TableRow key={pair.id} pair={pair} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableRow({ pair }: { pair: PairRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ownClock = useOwnClock();
  const { startup, expert, programme, progress, oversight } = pair;
  const score = (given: number | null | undefined) => given ?? "–";
  return (
    <tr>
      <td>
        <Link to={`/pairs/${pair.id}`}>{inLanguage(language, startup.name_ko, startup.name_en)}</Link>
        <small>{inLanguage(language, programme.name_ko, programme.name_en)}</small>
      </td>
      <td>
        {expert.name}
        <small>{expert.organisation}</small>
      </td>
      <td>
        <PairStateTag state={pair.state} />
      </td>
      <td>
        <ProgressLine progress={progress} />
      </td>
      <td>{progress.next_at ? <Moment at={progress.next_at} zone={ownClock} /> : "–"}</td>
      <td>
        {t("pairs.bothScores", {
          startup: score(oversight?.startup_rating),
          expert: score(oversight?.expert_rating),
        })}
      </td>
      <td>
        <div className={classes.tags}>
          {oversight?.flags.length ? <FlagTags flags={oversight.flags} /> : t("pairs.fine")}
        </div>
      </td>
    </tr>
  );
}
