import { Button, Checkbox, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { Notice } from "@/components/Notice";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { clashesAt } from "./clashes";
import classes from "./plan.module.css";
import { type PlanBoard, type PlanMeeting, type Seat, tableName } from "./shapes";
import { useClashWords } from "./useClashWords";

type MeetingDialogProps = {
  board: PlanBoard;
  meeting: PlanMeeting;
  zone: string;
  isEditable: boolean;
  onMove: (to: Seat) => void;
  onLock: (locked: boolean) => void;
  onTakeOut: () => void;
  onClose: () => void;
};

/** One meeting: who sits there, locked or not, and where else it could be held. The way without a mouse. */
export function MeetingDialog(props: MeetingDialogProps) {
  const { board, meeting, zone, isEditable, onMove, onLock, onTakeOut, onClose } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useClashWords(board);
  const [seat, setSeat] = useState<Seat>({ round: meeting.round, table: meeting.table });
  const clashes = clashesAt(board, meeting, seat);
  const isMoved = seat.round !== meeting.round || seat.table !== meeting.table;
  const guests = meeting.everybody.map((id) => board.guests.find((guest) => guest.id === id));
  return (
    <Dialog title={guests.map((guest) => guest?.name).join(" – ")} onClose={onClose}>
      <Stack gap="md">
        <ul className={classes.rows}>
          {guests.map((guest) =>
            guest ? (
              <li key={guest.id}>
                <strong>{guest.name}</strong> <span className={classes.soft}>{guest.organisation}</span>
              </li>
            ) : null,
          )}
        </ul>
        <Checkbox
          label={t("planner.lock")}
          checked={meeting.is_pinned}
          disabled={!isEditable}
          onChange={(event) => onLock(event.currentTarget.checked)}
        />
        <div className={classes.two}>
          <NativeSelect
            label={t("planner.toRound", { zone: placeName(zone, language) })}
            disabled={!isEditable || meeting.is_pinned}
            value={String(seat.round)}
            data={board.rounds.map(({ number, starts_at }) => ({
              value: String(number),
              label: `${t("planner.round", { number })} · ${timeText(starts_at, zone, language)}`,
            }))}
            onChange={(event) => setSeat({ ...seat, round: Number(event.currentTarget.value) })}
          />
          <NativeSelect
            label={t("planner.toTable")}
            disabled={!isEditable || meeting.is_pinned}
            value={String(seat.table)}
            data={board.tables.map((table) => ({ value: String(table.id), label: tableName(table) }))}
            onChange={(event) => setSeat({ ...seat, table: Number(event.currentTarget.value) })}
          />
        </div>
        {clashes.length ? <Notice tone="warn">{words(clashes)}</Notice> : null}
        <div className={classes.buttons}>
          <Button disabled={!isMoved || clashes.length > 0} onClick={() => onMove(seat)}>
            {t("planner.move")}
          </Button>
          <Button variant="default" disabled={!isEditable || meeting.is_pinned} onClick={onTakeOut}>
            {t("planner.takeOut")}
          </Button>
        </div>
      </Stack>
    </Dialog>
  );
}
