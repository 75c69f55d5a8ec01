import { useTranslation } from "react-i18next";
import type { LoggedMessage } from "@/api/types";

const kinds = [
  "requested",
  "confirmed",
  "declined",
  "expired",
  "moved",
  "cancelled",
  "reminder",
  "proposed",
  "mailed",
  "handed_over",
  "unable",
  "unable_own",
  "off_asked",
  "off_own",
  "no_room",
  "unable_too",
  "named",
  "absent",
  "put_back",
  "move_asked",
  "deleted",
  "deleted_own",
  "kept",
  "clash",
  "new_rules",
  "turned_down",
  "disputed",
  "settled",
  "shift",
  "seated",
  "offered",
  "offer_gone",
  "left",
  "removed",
  "no_seat",
  "code",
  "written",
  "answer",
  "lost_consent",
  "no_calendar",
] as const satisfies LoggedMessage["kind"][];

/** The name of a message's kind; one that this client does not know yet is shown as it is. */
export function useMessageKind() {
  const { t } = useTranslation();
  return (kind: string): string => {
    const known = kinds.find((candidate) => candidate === kind);
    return known ? t(`messages.kinds.${known}`) : kind.replaceAll("_", " ");
  };
}
