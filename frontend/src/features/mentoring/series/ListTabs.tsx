import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import session from "../session/session.module.css";

/** Sessions one by one, or by the series that they belong to. */
export function ListTabs({ here }: { here: "sessions" | "series" }) {
  const { t } = useTranslation();
  return (
    <nav className={session.tabs} aria-label={t("series.listViews")}>
      <Link to="/sessions" aria-current={here === "sessions" ? "page" : undefined}>
        {t("sessions.title")}
      </Link>
      <Link to="/series" aria-current={here === "series" ? "page" : undefined}>
        {t("series.series")}
      </Link>
    </nav>
  );
}
