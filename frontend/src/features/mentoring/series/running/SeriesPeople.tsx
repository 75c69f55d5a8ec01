import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Series } from "@/api/types";
import { Card } from "@/components/Card";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { placeName } from "@/lib/zones";
import session from "../../session/session.module.css";

export function SeriesPeople({ series }: { series: Series }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { expert, founder, startup } = series;
  return (
    <Card title={t("series.people")}>
      <ul className={session.people}>
        <li>
          {founder.name}
          <small>
            {inLanguage(language, startup.name_ko, startup.name_en)} ·{" "}
            {placeName(founder.time_zone, language)}
          </small>
        </li>
        <li>
          <Link to={`/mentors/${expert.id}`}>{expert.name}</Link>
          <small>
            {expert.organisation} · {placeName(expert.time_zone, language)}
          </small>
        </li>
      </ul>
    </Card>
  );
}
