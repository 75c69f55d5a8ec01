import { useTranslation } from "react-i18next";
import type { PendingWrite } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { reasonOf } from "@/lib/reasons";

/** Reasons with a sentence of their own here, which says who does what about it. */
const told = [
  "reconnect",
  "organiserLeft",
  "over",
  "moved_by_hand",
  "deleted_by_hand",
  "changing",
  "idTaken",
  "slower",
  "quota",
  "silent",
  "refusedByGoogle",
  "notAccepted",
  "noCalendar",
  "readOnly",
  "ownCalendarComing",
  "ownCalendarLost",
  "ourClient",
] as const;

type About = Pick<PendingWrite, "kind" | "subject_id" | "expert_name" | "startup" | "title_ko" | "title_en">;

/** Those about which an administrator does something where it is the hub's own account, not its owner in Settings. */
const toldOfHub = ["reconnect", "refusedByGoogle", "noCalendar", "readOnly"] as const;

const places = { session: "sessions", series: "series", group: "groups" };

export function pathOf({ kind, subject_id }: { kind: keyof typeof places; subject_id: string }): string {
  return `/${places[kind]}/${subject_id}`;
}

/** The page with its story; that of an event has none. */
export function storyOf({
  kind,
  subject_id,
  page,
}: Pick<PendingWrite, "kind" | "subject_id" | "page">): string {
  return kind === "event" ? page : `${pathOf({ kind, subject_id })}?view=story`;
}

/** What a write is about, what has to be done, and why it is not done yet: all in words. */
export function useWriteWords() {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = (write: About): string => {
    const expert = write.expert_name;
    if (!write.startup) return `${inLanguage(language, write.title_ko, write.title_en)} · ${expert}`;
    const startup = inLanguage(language, write.startup.name_ko, write.startup.name_en);
    return t("session.title", { startup, expert });
  };
  const wishOf = ({ wish, calendar_of }: PendingWrite): string =>
    calendar_of
      ? t(`desk.wish.${wish}`, { name: calendar_of.name ?? t("desk.hub") })
      : t(`desk.wishOfNobody.${wish}`);
  const whyOf = ({ detail, calendar_of, attempts }: PendingWrite): string => {
    const name = calendar_of?.name ?? t("desk.hub");
    const isHub = calendar_of !== null && calendar_of.person_id === null;
    if (calendar_of?.state === "leaving") return t("desk.why.leaving", { name });
    const isParted = calendar_of !== null && calendar_of.state !== "active";
    if (!detail && !isParted) return t(attempts ? "desk.why.tried" : "desk.why.fresh");
    const reason = isParted ? "reconnect" : told.find((known) => known === reasonOf(detail));
    const ofHub = isHub ? toldOfHub.find((known) => known === reason) : undefined;
    if (ofHub) return t(`desk.whyHub.${ofHub}`);
    return t(`desk.why.${reason ?? "other"}`, { name });
  };
  return { nameOf, wishOf, whyOf };
}
