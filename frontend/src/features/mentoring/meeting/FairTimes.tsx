import { useTranslation } from "react-i18next";
import type { MeetingHours } from "@/api/types";
import { Card } from "@/components/Card";
import { LinkButton } from "@/components/LinkButton";
import { useMomentLine } from "@/components/TimeLine";
import { useMe } from "@/features/accounts/me";
import classes from "./meeting.module.css";
import { nameOf, turnsAddress, useKeptProgramme, useTimeWords, type WeeklyTime } from "./times";

const shown = 6;

type FairTimesProps = { hours: MeetingHours; chosen: WeeklyTime; onChoose: (time: WeeklyTime) => void };

/** The fairest weekly times, the best first. */
export function FairTimes({ hours, chosen, onChoose }: FairTimesProps) {
  const { t } = useTranslation();
  const words = useTimeWords(hours);
  return (
    <Card title={t("meet.ranking")} lead={t("meet.rankingLead")}>
      <ol className={classes.ranking}>
        {hours.times.slice(0, shown).map((time) => (
          <li key={nameOf(time)}>
            <button type="button" aria-pressed={time === chosen} onClick={() => onChoose(time)}>
              <strong>{words.line(time)}</strong>
              <small>
                {words.free(time)} · {words.burden(time.burden)}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </Card>
  );
}

type TurnsCardProps = {
  hours: MeetingHours;
  /** The mentor's page, for a startup that may book. */
  book: string | null;
};

/** One meeting a week at which the early and the late end change sides, and the way to ask for all of them. */
export function TurnsCard({ hours, book }: TurnsCardProps) {
  const { t } = useTranslation();
  const me = useMe();
  // Dates of a series are those of the clock at home, wherever the founder is.
  const asked = turnsAddress(hours.in_turns, me.time_zone);
  const kept = useKeptProgramme();
  const words = useTimeWords(hours);
  const line = useMomentLine();
  return (
    <Card title={t("meet.turns")} lead={t("meet.turnsLead")}>
      {hours.in_turns.length === 0 ? <p>{t("meet.noTurns")}</p> : null}
      <ol className={classes.turns}>
        {hours.in_turns.map(({ starts_at, burden, your_time_zone, their_time_zone }) => (
          <li key={starts_at}>
            <strong>{line(starts_at, your_time_zone, their_time_zone)}</strong>
            <small>{words.burden(burden)}</small>
          </li>
        ))}
      </ol>
      {book && asked ? (
        <LinkButton to={`${book}/series?${asked}${kept}`} size="md">
          {t("meet.askTurns")}
        </LinkButton>
      ) : null}
    </Card>
  );
}
