import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/LinkButton";
import { Page } from "@/components/Page";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("errors.noPage")} lead={t("errors.noPageHint")} width="text">
      <div>
        <LinkButton to="/">{t("errors.home")}</LinkButton>
      </div>
    </Page>
  );
}
