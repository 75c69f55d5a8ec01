import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SeriesRow } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useMomentLine } from "@/components/TimeLine";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import sessions from "../../list/list.module.css";
import { SeriesStateTag } from "../SeriesStateTag";
import { nextZones } from "../series";
import classes from "../series.module.css";
import { useRuleText } from "../useRuleText";

/** One series in a list: with whom, its rule, and what lies ahead of it. */
export function SeriesRowCard({ series }: { series: SeriesRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const ruleText = useRuleText();
  const line = useMomentLine();
  const { here, there } = nextZones(series, me);
  const startup = inLanguage(language, series.startup.name_ko, series.startup.name_en);
  const expert = series.expert.name;
  const other = me.expert_id === series.expert.id ? startup : expert;
  return (
    <article className={`${sessions.row} ${classes.row}`}>
      <div>
        <Link to={`/series/${series.id}`}>
          {isCoordinator(me) ? t("session.title", { startup, expert }) : t("sessions.with", { name: other })}
        </Link>
        <p>{ruleText(series)}</p>
        <p className={sessions.meta}>
          {inLanguage(language, series.programme.name_ko, series.programme.name_en)}
          {series.next_starts_at
            ? ` · ${t("series.next")}: ${line(series.next_starts_at, here, there)}`
            : null}
        </p>
      </div>
      <div className={sessions.tags}>
        <SeriesStateTag state={series.state} />
        <Tag plain>{t("series.ahead", { ahead: series.dates_ahead, total: series.dates_total })}</Tag>
        {series.dates_agreed > 0 ? (
          <AddToCalendar file={`/api/series/${series.id}/invitation.ics`} of={ruleText(series)} />
        ) : null}
      </div>
    </article>
  );
}
