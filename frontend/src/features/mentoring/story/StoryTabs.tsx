import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "../session/session.module.css";

/** A coordinator's two views of what is at `path`: how it stands, and its story. */
export function StoryTabs({ path, story }: { path: string; story: boolean }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.tabs} aria-label={t("session.views")}>
      <Link to={path} aria-current={story ? undefined : "page"}>
        {t("session.overview")}
      </Link>
      <Link to={`${path}?view=story`} aria-current={story ? "page" : undefined}>
        {t("story.title")}
      </Link>
    </nav>
  );
}
