import { useTranslation } from "react-i18next";
import { MeanwhileNotice } from "@/components/MeanwhileNotice";
import { useHoursChanges } from "./useHoursChanges";

/** Why hours or limits were not saved; where another tab saved before, what is different now. */
export function HoursMeanwhile({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const changes = useHoursChanges();
  return (
    <MeanwhileNotice
      error={error}
      title={t("changes.title")}
      lines={changes(error)}
      again={t("changes.kept")}
    />
  );
}
