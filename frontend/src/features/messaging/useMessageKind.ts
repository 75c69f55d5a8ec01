import { useTranslation } from "react-i18next";

const kinds = [
  "requested",
  "confirmed",
  "declined",
  "expired",
  "moved",
  "cancelled",
  "reminder",
  "proposed",
  "unable",
  "unable_own",
  "clash",
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
] as const;

/** The name of a message's kind; one that this client does not know yet is shown as it is. */
export function useMessageKind() {
  const { t } = useTranslation();
  return (kind: string): string => {
    const known = kinds.find((candidate) => candidate === kind);
    return known ? t(`messages.kinds.${known}`) : kind.replaceAll("_", " ");
  };
}
