import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { EventWall } from "@/api/types";
import { Countdown } from "@/components/Countdown";
import { EmptyState } from "@/components/EmptyState";
import { ringBell } from "@/lib/bell";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "./wall.module.css";

/** Each table with who sits there now and next; which round it is, the server's clock and the rounds say. */
export function WallTables({ wall }: { wall: EventWall }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(1_000).getTime();
  const on = wall.rounds.find((one) => Date.parse(one.starts_at) <= now && now < Date.parse(one.ends_at));
  const next = wall.rounds.find((one) => now < Date.parse(one.starts_at));
  useBellAt(on ? `on ${on.number}` : `before ${next?.number ?? "the end"}`);
  if (wall.plan === null)
    return <EmptyState icon="groups" title={t("own.notYet")} text={t("wall.notYetHint")} />;
  const until = on?.ends_at ?? next?.starts_at;
  const hour = (at: string) => timeText(at, wall.time_zone, language);
  const at = (round: number, table: number) =>
    wall.meetings.find((one) => one.round === round && one.table === table);
  const tables = new Map(wall.meetings.map((one) => [one.table, one.table_name || String(one.table)]));
  return (
    <>
      <p className={classes.head} role="status">
        {on ? t("wall.round", { number: on.number, until: hour(on.ends_at) }) : null}
        {!on && next ? t("wall.before", { number: next.number, at: hour(next.starts_at) }) : null}
        {on || next ? null : t("wall.over")} · {placeName(wall.time_zone, language)}
      </p>
      {until ? (
        <p className={classes.count}>
          <Countdown until={until} />
        </p>
      ) : null}
      <ul className={classes.tables}>
        {[...tables]
          .sort(([one], [other]) => one - other)
          .map(([table, name]) => (
            <li key={table}>
              <h2>{t("planner.atTable", { table: name })}</h2>
              {on ? <Seats label={t("wall.now")} meeting={at(on.number, table)} /> : null}
              {next ? <Seats label={t("wall.next")} meeting={at(next.number, table)} /> : null}
            </li>
          ))}
      </ul>
    </>
  );
}

/** Rings when the phase becomes another, not for the one that the page was opened in. */
function useBellAt(phase: string) {
  const known = useRef(phase);
  useEffect(() => {
    if (known.current !== phase) ringBell();
    known.current = phase;
  }, [phase]);
}

function Seats({ label, meeting }: { label: string; meeting: EventWall["meetings"][number] | undefined }) {
  const { t } = useTranslation();
  return (
    <p>
      <span className={classes.label}>{label}</span>
      {meeting ? [meeting.host, ...meeting.guests].join(" – ") : t("wall.free")}
    </p>
  );
}
