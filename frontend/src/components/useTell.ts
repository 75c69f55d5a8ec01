import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

/** Tells in passing that something was done. */
export function useTell() {
  const { t } = useTranslation();
  return (message: string) =>
    notifications.show({ message, closeButtonProps: { "aria-label": t("common.close") } });
}
