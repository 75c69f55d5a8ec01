import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Expert } from "@/api/types";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { timeText, weekdayText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { Avatar } from "./Avatar";
import classes from "./directory.module.css";
import { TopicChips } from "./TopicChips";
import { useLanguageNames } from "./useLanguageNames";

export function MentorCard({ expert, search }: { expert: Expert; search: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const languageNames = useLanguageNames();
  const now = useNow();
  const local = `${weekdayText(now, expert.zone_now, language)} ${timeText(now, expert.zone_now, language)}`;
  return (
    <article className={classes.card}>
      <div className={classes.who}>
        <Avatar name={expert.name} />
        <div>
          <h2>
            <Link to={`/mentors/${expert.id}${search}`}>{expert.name}</Link>
          </h2>
          <span className={classes.organisation}>{expert.organisation}</span>
        </div>
      </div>
      <p className={classes.headline}>{inLanguage(language, expert.headline_ko, expert.headline_en)}</p>
      <TopicChips slugs={expert.topics} most={3} />
      <div className={classes.foot}>
        <span>{languageNames(expert.languages)}</span>
        <span>{t("mentors.nowThere", { place: placeName(expert.zone_now, language), time: local })}</span>
      </div>
    </article>
  );
}
