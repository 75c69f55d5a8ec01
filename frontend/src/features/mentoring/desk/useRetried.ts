import { useTranslation } from "react-i18next";
import { useTell } from "@/components/useTell";

/** Tells how many are tried again. */
export function useRetried() {
  const { t } = useTranslation();
  const tell = useTell();
  return {
    onSuccess: ({ retried }: { retried: number }) =>
      tell(retried ? t("desk.retried", { count: retried }) : t("story.nothingToRetry")),
  };
}
