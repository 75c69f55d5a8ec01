import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Cycle, PairRow } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Tag } from "@/components/Tag";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./pairing.module.css";

const tones = {
  offered: "warn",
  active: "good",
  declined: "bad",
  expired: "bad",
  withdrawn: "quiet",
  ended: "quiet",
} as const;

/** What became of the pairs that were offered in the programme, at a glance. */
export function PairsCard({ cycle }: { cycle: Cycle }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = { programme: cycle.programme.slug, page_size: 100 };
  const pairs = api.useQuery("get", "/api/relations/", { params: { query } }, { refetchInterval: 15_000 });
  const rows = pairs.data?.results ?? [];
  const count = (state: PairRow["state"]) => rows.filter((one) => one.state === state).length;
  const states = (Object.keys(tones) as PairRow["state"][]).filter((state) => count(state) > 0);
  return (
    <Card title={t("pairing.views.pairs")} lead={t("pairing.pairsLead")}>
      <ErrorState error={pairs.error} />
      {pairs.data?.count === 0 ? (
        <EmptyState icon="people" title={t("pairing.noPairs")} text={t("pairing.noPairsHint")} />
      ) : null}
      <p className={classes.tags}>
        {states.map((state) => (
          <Tag key={state} tone={tones[state]}>
            {t(`pairing.pairStates.${state}`)} {count(state)}
          </Tag>
        ))}
      </p>
      <ul className={classes.answers}>
        {rows.map((pair) => (
          <li key={pair.id}>
            <Link to={`/pairs/${pair.id}`}>
              {inLanguage(language, pair.startup.name_ko, pair.startup.name_en)} · {pair.expert.name}
            </Link>
            <Tag tone={tones[pair.state]}>{t(`pairing.pairStates.${pair.state}`)}</Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}
