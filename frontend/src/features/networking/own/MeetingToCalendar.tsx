import type { AgendaMeeting, GuestAgenda } from "@/api/types";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";

type MeetingToCalendarProps = { meeting: AgendaMeeting; agenda: GuestAgenda; file: string; hours: string };

/** One meeting into whatever calendar. */
export function MeetingToCalendar({ meeting, agenda, file, hours }: MeetingToCalendarProps) {
  const whom = meeting.people.map(({ name }) => name).join(", ");
  return (
    <AddToCalendar
      file={`${file}?round=${meeting.round}`}
      of={`${hours} ${whom}`}
      appointment={{
        title: `${whom} · ${agenda.title}`,
        startsAt: meeting.starts_at,
        endsAt: meeting.ends_at,
        path: `/events/${agenda.event}`,
        meetUrl: meeting.table.link || null,
        inGoogle: false,
      }}
    />
  );
}
