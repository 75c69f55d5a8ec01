import { useTranslation } from "react-i18next";
import type { Proposal } from "@/api/types";

type FromCalendarProps = { proposal: Proposal; name: string };

/** That the time comes from Google Calendar, and whose it is if anybody can tell; `name` is of the side that offers it. */
export function FromCalendar({ proposal, name }: FromCalendarProps) {
  const { t } = useTranslation();
  if (proposal.origin === "meridian") return null;
  if (proposal.origin === "google") return <p>{t("calendarEdits.moved", { name })}</p>;
  if (proposal.by !== "system") return <p>{t("calendarEdits.taken", { name })}</p>;
  return (
    <p>{t(proposal.needs_both ? "calendarEdits.movedByNobody" : "calendarEdits.movedByNobodyAtOnce")}</p>
  );
}
