import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isCoordinator, useMe } from "@/features/accounts/me";
import session from "../session/session.module.css";

type ListTabsProps = {
  here: "sessions" | "series" | "calendars" | "messages" | "templates" | "threads" | "broadcast" | "pairing";
};

/** Sessions one by one, or by the series that they belong to; for coordinators also what calendars do not show yet, messages, their words, and what people wrote. */
export function ListTabs({ here }: ListTabsProps) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <nav className={session.tabs} aria-label={t("series.listViews")}>
      <Link to="/sessions" aria-current={here === "sessions" ? "page" : undefined}>
        {t("sessions.title")}
      </Link>
      <Link to="/series" aria-current={here === "series" ? "page" : undefined}>
        {t("series.series")}
      </Link>
      {isCoordinator(me) ? (
        <>
          <Link to="/pairing" aria-current={here === "pairing" ? "page" : undefined}>
            {t("pairing.tab")}
          </Link>
          <Link to="/coordinator/calendars" aria-current={here === "calendars" ? "page" : undefined}>
            {t("desk.title")}
          </Link>
          <Link to="/coordinator/messages" aria-current={here === "messages" ? "page" : undefined}>
            {t("messageLog.title")}
          </Link>
          <Link to="/coordinator/templates" aria-current={here === "templates" ? "page" : undefined}>
            {t("templates.tab")}
          </Link>
          <Link to="/coordinator/threads" aria-current={here === "threads" ? "page" : undefined}>
            {t("threads.title")}
          </Link>
          <Link to="/coordinator/broadcast" aria-current={here === "broadcast" ? "page" : undefined}>
            {t("broadcast.tab")}
          </Link>
        </>
      ) : null}
    </nav>
  );
}
