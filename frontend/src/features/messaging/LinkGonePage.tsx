import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/LinkButton";
import { Page } from "@/components/Page";

/** Where a link from a text leads once it opens nothing any more. */
export default function LinkGonePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("linkGone.title")} lead={t("linkGone.lead")} width="text">
      <div>
        <LinkButton to="/sessions">{t("linkGone.sessions")}</LinkButton>
      </div>
    </Page>
  );
}
