import type { GroupRow } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { useLanguage } from "@/lib/i18n";
import { titleOf } from "./groups";

type GroupToCalendarProps = {
  group: GroupRow;
  /** Where the file is for who has a link and has not signed in. */
  file?: string;
  /** On whose clock its time is told, where only an icon stands in a row. */
  row?: string;
};

/** The way of a group session into the calendar of who takes part in it. */
export function GroupToCalendar({ group, file, row }: GroupToCalendarProps) {
  const language = useLanguage();
  const line = useMomentLine();
  if (group.state !== "open") return null;
  return (
    <AddToCalendar
      file={file ?? `/api/groups/${group.id}/invitation.ics`}
      appointment={{
        title: titleOf(group, language),
        startsAt: group.starts_at,
        endsAt: group.ends_at,
        path: `/groups/${group.id}`,
        meetUrl: group.meet_url,
        inGoogle: group.in_google,
      }}
      of={row && line(group.starts_at, row)}
    />
  );
}
