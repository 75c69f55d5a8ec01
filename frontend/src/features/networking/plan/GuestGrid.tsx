import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";
import classes from "./plan.module.css";
import { type PlanBoard, type PlanGuest, type PlanMeeting, tableName } from "./shapes";

type GuestGridProps = {
  board: PlanBoard;
  guests: readonly PlanGuest[];
  zone: string;
  onOpen: (meeting: PlanMeeting) => void;
};

/** Rounds across, guests down: whom each meets when, where they are away, and where they wait. */
export function GuestGrid({ board, guests, zone, onOpen }: GuestGridProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tables = new Map(board.tables.map((table) => [table.id, table]));
  const nameOf = new Map(board.guests.map(({ id, name }) => [id, name]));
  const byGuest = new Map<string, PlanMeeting>();
  for (const meeting of board.meetings)
    for (const guest of meeting.everybody) byGuest.set(`${guest} ${meeting.round}`, meeting);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
    <section className={classes.scroll} aria-label={t("planner.people")} tabIndex={0}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <th scope="col">{t("planner.guest")}</th>
            {board.rounds.map((round) => (
              <th key={round.number} scope="col">
                {t("planner.round", { number: round.number })}
                <span className={classes.hour}>{timeText(round.starts_at, zone, language)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {guests.map((guest) => (
            <tr key={guest.id}>
              <th scope="row">
                {guest.name}
                <span className={classes.hour}>{guest.organisation}</span>
              </th>
              {board.rounds.map(({ number: round }) => {
                const meeting = byGuest.get(`${guest.id} ${round}`);
                if (!meeting)
                  return (
                    <td key={round} className={classes.soft}>
                      {guest.rounds.includes(round) ? "–" : t("planner.away")}
                    </td>
                  );
                const others = meeting.everybody.filter((id) => id !== guest.id);
                return (
                  <td key={round}>
                    <button
                      type="button"
                      className={classes.chip}
                      data-locked={meeting.is_pinned || undefined}
                      onClick={() => onOpen(meeting)}
                    >
                      <span>{others.map((id) => nameOf.get(id)).join(", ")}</span>
                      <span className={classes.hour}>
                        {t("planner.atTable", { table: tableName(tables.get(meeting.table)) })}
                      </span>
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
