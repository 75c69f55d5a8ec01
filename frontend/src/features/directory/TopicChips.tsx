import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./directory.module.css";
import { useTopics } from "./queries";

export function TopicChips({ slugs, most = 99 }: { slugs: string[]; most?: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: topics } = useTopics();
  const nameOf = (slug: string) => {
    const topic = topics?.find((candidate) => candidate.slug === slug);
    return topic ? inLanguage(language, topic.name_ko, topic.name_en) : slug;
  };
  return (
    <ul className={classes.chips} aria-label={t("mentors.topics")}>
      {slugs.slice(0, most).map((slug) => (
        <li key={slug} className={classes.chip}>
          {nameOf(slug)}
        </li>
      ))}
      {slugs.length > most ? <li className={classes.chip}>+{slugs.length - most}</li> : null}
    </ul>
  );
}
