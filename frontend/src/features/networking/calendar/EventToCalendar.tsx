import type { EventPublic } from "@/api/types";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { useLanguage } from "@/lib/i18n";
import { titleOf } from "../events";

/** The event into whatever calendar; `file` is one's own part of it, or what everybody may know. */
export function EventToCalendar({ event, file }: { event: EventPublic; file: string }) {
  const language = useLanguage();
  if (event.state === "cancelled" || event.state === "done") return null;
  return (
    <AddToCalendar
      file={file}
      appointment={{
        title: titleOf(event, language),
        startsAt: event.doors_at,
        endsAt: event.ends_at,
        path: `/events/${event.slug}`,
        inGoogle: false,
      }}
    />
  );
}
