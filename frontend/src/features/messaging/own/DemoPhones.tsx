import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useInstallation } from "@/lib/installation";

/** In the demo texts arrive at phones that anybody may look at. */
export function DemoPhones() {
  const { t } = useTranslation();
  const { data } = useInstallation();
  return data?.emulated.includes("twilio") ? <Link to="/demo">{t("number.demoPhones")}</Link> : null;
}
