import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { GroupRow } from "@/api/types";
import { TwoClocks } from "@/components/TwoClocks";
import { useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { GroupToCalendar } from "./GroupToCalendar";
import { groupZones, takesPart, titleOf } from "./groups";
import classes from "./groups.module.css";
import { PlaceTag } from "./PlaceTag";
import { SeatsBar } from "./SeatsBar";

/** One group session in the list: both clocks, who gives it, how full it is, and one's own place. */
export function GroupCard({ group }: { group: GroupRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const zones = groupZones(group, me);
  return (
    <article className={classes.card}>
      <div className={classes.about}>
        <div className={classes.tags}>
          <span className={classes.programme}>
            {inLanguage(language, group.programme.name_ko, group.programme.name_en)}
          </span>
          <PlaceTag group={group} />
        </div>
        <h2>
          <Link to={`/groups/${group.id}`}>{titleOf(group, language)}</Link>
        </h2>
        <p className={classes.meta}>{t("groups.by", { name: group.expert.name })}</p>
      </div>
      <div className={classes.when}>
        <TwoClocks at={group.starts_at} {...zones} size="sm" />
        {takesPart(group, me) ? <GroupToCalendar group={group} row={zones.here} /> : null}
      </div>
      <SeatsBar group={group} />
    </article>
  );
}
