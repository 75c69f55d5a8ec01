import { useTranslation } from "react-i18next";
import type { LoggedMessage } from "@/api/types";

type Kind = LoggedMessage["kind"];

/** All that the server may send: the compiler misses one that is new. */
const kinds: Record<Kind, true> = {
  requested: true,
  confirmed: true,
  declined: true,
  expired: true,
  moved: true,
  cancelled: true,
  reminder: true,
  starting: true,
  after: true,
  digest: true,
  broadcast: true,
  proposed: true,
  mailed: true,
  handed_over: true,
  unable: true,
  unable_own: true,
  off_asked: true,
  off_own: true,
  no_room: true,
  unable_too: true,
  named: true,
  absent: true,
  put_back: true,
  move_asked: true,
  deleted: true,
  deleted_own: true,
  kept: true,
  clash: true,
  new_rules: true,
  turned_down: true,
  missed: true,
  disputed: true,
  settled: true,
  shift: true,
  seated: true,
  offered: true,
  offer_gone: true,
  left: true,
  removed: true,
  no_seat: true,
  code: true,
  written: true,
  answer: true,
  lost_consent: true,
  no_calendar: true,
  programme: true,
  consent: true,
  agenda: true,
  replanned: true,
  meeting: true,
  called_off: true,
  booking: true,
};

function isKind(kind: string): kind is Kind {
  return kind in kinds;
}

/** The name of a message's kind; one that this client does not know yet is shown as it is. */
export function useMessageKind() {
  const { t } = useTranslation();
  return (kind: string): string => (isKind(kind) ? t(`messages.kinds.${kind}`) : kind.replaceAll("_", " "));
}
