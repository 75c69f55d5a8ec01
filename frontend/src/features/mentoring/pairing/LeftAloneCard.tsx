import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Cycle } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./pairing.module.css";

/** Startups whose pairs came to nothing and that have nobody: nobody is left who could be next. */
export function LeftAloneCard({ cycle }: { cycle: Cycle }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useOwnClock();
  const params = { path: { cycle_id: cycle.id } };
  const left = api.useQuery(
    "get",
    "/api/cycles/{cycle_id}/left-alone/",
    { params },
    { refetchInterval: 15_000 },
  );
  const rows = left.data ?? [];
  if (!left.error && rows.length === 0) return null;
  return (
    <Card title={t("pairing.leftAlone", { count: rows.length })} lead={t("pairing.leftAloneLead")}>
      <ErrorState error={left.error} onRetry={left.refetch} />
      <ul className={classes.answers}>
        {rows.map(({ startup, pair, expert_name, state, closed_at }) => (
          <li key={startup.id}>
            <Link to={`/pairs/${pair}`}>
              {inLanguage(language, startup.name_ko, startup.name_en)} · {expert_name}
            </Link>
            <Tag tone="bad">{t(`pairing.pairStates.${state}`)}</Tag>
            <Moment at={closed_at} zone={zone} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
