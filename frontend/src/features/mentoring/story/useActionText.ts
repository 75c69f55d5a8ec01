import { useTranslation } from "react-i18next";

const known = [
  "requested",
  "accepted",
  "confirmed",
  "declined",
  "expired",
  "cancelled",
  "rescheduled",
  "completed",
  "no_show",
  "noted",
  "retried",
  "calendar_written",
  "calendar_moved",
  "calendar_removed",
  "calendar_failed",
  "message_sent",
  "message_delivered",
  "message_failed",
  "reminder_planned",
  "reminder_dropped",
] as const;

/** What happened, in words; an action that this client does not know yet is shown by its own name. */
export function useActionText() {
  const { t } = useTranslation();
  return (action: string): string => {
    const found = known.find((candidate) => candidate === action);
    return found ? t(`story.actions.${found}`) : action.replaceAll("_", " ");
  };
}
