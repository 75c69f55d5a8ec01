import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Notice } from "@/components/Notice";
import { api } from "@/lib/api";

/** On somebody's home: Google lets Meridian in no more, and only they can mend it. */
export function LostConsent() {
  const { t } = useTranslation();
  const { data } = api.useQuery("get", "/api/me/google/", {});
  if (data?.state !== "needs_reauth") return null;
  return (
    <Notice tone="warn">
      <p>{t("google.lost")}</p>
      <Link to="/settings">{t("google.toSettings")}</Link>
    </Notice>
  );
}
