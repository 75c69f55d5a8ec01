import { useTranslation } from "react-i18next";

/** What can be wrong with a connection, each with a sentence for coordinators. */
const troubles = [
  "needs_consent",
  "reading_not_granted",
  "list_not_granted",
  "writing_not_granted",
  "calendar_gone",
  "calendar_read_only",
  "own_calendar_pending",
  "own_calendar_unknown",
  "writes_failed",
  "writes_waiting",
  "reads_failed",
  "reads_stale",
] as const;

export function useTroubleText() {
  const { t } = useTranslation();
  return (code: string): string => t(`desk.trouble.${troubles.find((known) => known === code) ?? "other"}`);
}
