import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Notice } from "@/components/Notice";
import { Reason } from "@/components/Reason";
import { Tag, type Tone } from "@/components/Tag";

type Calendar = SessionDetail["calendar"];

const tones: Record<Calendar["state"], Tone> = {
  none: "quiet",
  waiting: "warn",
  written: "good",
  failed: "bad",
  removed: "quiet",
  emailed: "good",
};

/** What the calendars show of a session, and what stands in the way where something does. */
export function CalendarStanding({ calendar: { state, detail } }: { calendar: Calendar }) {
  const { t } = useTranslation();
  if (!detail) return <Tag tone={tones[state]}>{t(`calendar.${state}`)}</Tag>;
  return (
    <Notice tone={state === "failed" ? "bad" : "warn"}>
      <Reason code={detail} before={t(`calendar.${state}`)} />
    </Notice>
  );
}
