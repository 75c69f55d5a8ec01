import { addDays, clockChanges, instantAt, wallClock } from "@/lib/days";

type Season = { from: string | null; minute: number };

/** What a zone's clock shows over the year after `day` while another's, the anchor's, shows the same minute. */
export function seasonsOf(day: string, minute: number, anchorZone: string, zone: string): Season[] {
  const turns = [...clockChanges(day, anchorZone), ...clockChanges(day, zone)].sort();
  const shownOn = (date: string) => wallClock(instantAt(date, minute, anchorZone), zone).minute;
  const seasons: Season[] = [{ from: null, minute: shownOn(day) }];
  for (const turn of turns) {
    // Across the ocean the day after may be the first whole one on the new hour.
    const shown = shownOn(addDays(turn, 2));
    if (shown !== seasons.at(-1)?.minute) seasons.push({ from: turn, minute: shown });
  }
  return seasons;
}
