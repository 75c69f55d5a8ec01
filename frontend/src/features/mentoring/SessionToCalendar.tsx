import { useTranslation } from "react-i18next";
import type { SessionRow } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { Clock } from "@/lib/whoseClock";

type Named = Pick<SessionRow, "startup" | "expert">;
type Dated = Pick<SessionRow, "id" | "state" | "starts_at" | "ends_at" | "meet_url" | "in_google">;
type SessionToCalendarProps = {
  session: Named & Dated;
  /** Where the file is for who has a link and has not signed in. */
  file?: string;
  /** On whose clock its time is told, where only an icon stands in a row. */
  row?: Clock;
};

/** The way of a session into a calendar, once it is agreed. */
export function SessionToCalendar({ session, file, row }: SessionToCalendarProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const line = useMomentLine();
  const { id, state, starts_at, ends_at, meet_url, in_google, startup, expert } = session;
  if (state !== "confirmed") return null;
  const company = inLanguage(language, startup.name_ko, startup.name_en);
  return (
    <AddToCalendar
      file={file ?? `/api/sessions/${id}/invitation.ics`}
      appointment={{
        title: t("session.title", { startup: company, expert: expert.name }),
        startsAt: starts_at,
        endsAt: ends_at,
        path: `/sessions/${id}`,
        meetUrl: meet_url,
        inGoogle: in_google,
      }}
      of={row && line(starts_at, row)}
    />
  );
}
