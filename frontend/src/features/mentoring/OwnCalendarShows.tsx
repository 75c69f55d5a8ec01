import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMomentLine } from "@/components/TimeLine";
import { asProblem } from "@/lib/problem";
import type { Clock } from "@/lib/whoseClock";

const codes = ["own_calendar_busy", "own_calendar_unread"];

/** Whether it was refused as long as whoever accepts does not say that they know. */
export function wantsKnowing(error: unknown): boolean {
  return codes.includes(asProblem(error)?.code ?? "");
}

/** What stands in the expert's own calendar at that time, as far as it is told. */
export function OwnCalendarShows({ error, zone }: { error: unknown; zone: Clock }) {
  const line = useMomentLine();
  const shows = asProblem(error)?.shows ?? [];
  if (shows.length === 0) return null;
  return (
    <ul>
      {shows.map(({ starts_at, ends_at, title }) => (
        <li key={`${starts_at} ${ends_at} ${title}`}>
          {[title, `${line(starts_at, zone)} – ${line(ends_at, zone)}`].filter(Boolean).join(" · ")}
        </li>
      ))}
    </ul>
  );
}

type KnowinglyPartProps = { error: unknown; zone: Clock; busy: boolean; onKnowing: () => void };

/** Where one's own calendar stands in the way: what it shows, and the way on for who knows better. */
export function KnowinglyPart({ error, zone, busy, onKnowing }: KnowinglyPartProps) {
  const { t } = useTranslation();
  if (!wantsKnowing(error)) return null;
  return (
    <>
      <OwnCalendarShows error={error} zone={zone} />
      <div>
        <Button size="md" variant="default" loading={busy} onClick={onKnowing}>
          {t("actions.allTheSame")}
        </Button>
      </div>
    </>
  );
}
