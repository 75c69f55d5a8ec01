import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";
import { clashesAt } from "./clashes";
import classes from "./plan.module.css";
import { type PlanBoard, type PlanMeeting, type Seat, tableName } from "./shapes";
import { useClashWords } from "./useClashWords";

type TableGridProps = {
  board: PlanBoard;
  zone: string;
  isEditable: boolean;
  onOpen: (meeting: PlanMeeting) => void;
  onMove: (meeting: PlanMeeting, to: Seat) => void;
};

/** Rounds across, tables down. A meeting that is held shows at every seat whether it would clash there. */
export function TableGrid({ board, zone, isEditable, onOpen, onMove }: TableGridProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [held, setHeld] = useState<PlanMeeting | null>(null);
  const bySeat = new Map(board.meetings.map((one) => [`${one.round} ${one.table}`, one]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
    <section className={classes.scroll} aria-label={t("planner.grid")} tabIndex={0}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <th scope="col">{t("planner.table")}</th>
            {board.rounds.map((round) => (
              <th key={round.number} scope="col">
                {t("planner.round", { number: round.number })}
                <span className={classes.hour}>{timeText(round.starts_at, zone, language)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.tables.map((table) => (
            <tr key={table.id}>
              <th scope="row">{tableName(table)}</th>
              {board.rounds.map(({ number: round }) => (
                <SeatCell
                  key={round}
                  board={board}
                  seat={{ round, table: table.id }}
                  meeting={bySeat.get(`${round} ${table.id}`)}
                  held={held}
                  isEditable={isEditable}
                  onHold={setHeld}
                  onOpen={onOpen}
                  onMove={onMove}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type SeatCellProps = Pick<TableGridProps, "board" | "isEditable" | "onOpen" | "onMove"> & {
  seat: Seat;
  meeting: PlanMeeting | undefined;
  held: PlanMeeting | null;
  onHold: (meeting: PlanMeeting | null) => void;
};

function SeatCell({ board, seat, meeting, held, isEditable, onHold, onOpen, onMove }: SeatCellProps) {
  const words = useClashWords(board);
  const clashes = held ? clashesAt(board, held, seat) : [];
  const verdict = held ? (clashes.length ? "clash" : "free") : undefined;
  return (
    <td
      data-verdict={verdict}
      title={held ? words(clashes) : undefined}
      onDragOver={(event) => {
        if (held && clashes.length === 0) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        if (held && clashes.length === 0) onMove(held, seat);
        onHold(null);
      }}
    >
      {meeting ? (
        <MeetingChip
          meeting={meeting}
          board={board}
          isDraggable={isEditable && !meeting.is_pinned}
          onHold={onHold}
          onOpen={onOpen}
        />
      ) : null}
    </td>
  );
}

type MeetingChipProps = Pick<SeatCellProps, "board" | "onHold" | "onOpen"> & {
  meeting: PlanMeeting;
  isDraggable: boolean;
};

const MeetingChip = memo(function MeetingChip({
  meeting,
  board,
  isDraggable,
  onHold,
  onOpen,
}: MeetingChipProps) {
  const { t } = useTranslation();
  const names = meeting.everybody.map((guest) => board.guests.find(({ id }) => id === guest)?.name ?? "?");
  return (
    <button
      type="button"
      className={classes.chip}
      data-locked={meeting.is_pinned || undefined}
      draggable={isDraggable}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", String(meeting.id));
        event.dataTransfer.effectAllowed = "move";
        // After the browser has taken its picture of what is dragged.
        setTimeout(() => onHold(meeting));
      }}
      onDragEnd={() => onHold(null)}
      onClick={() => onOpen(meeting)}
    >
      {names.map((name, place) => (
        <span key={meeting.everybody[place]}>{name}</span>
      ))}
      {meeting.is_pinned ? <span className={classes.lock}>{t("planner.locked")}</span> : null}
    </button>
  );
});
