import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/Page";

/** Shown when a page breaks, or when its file could not be fetched because the network went or a new version came. */
export function CrashPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("errors.broken")} lead={t("errors.brokenHint")} width="text">
      <div>
        <Button onClick={() => window.location.reload()}>{t("errors.reload")}</Button>
      </div>
    </Page>
  );
}
