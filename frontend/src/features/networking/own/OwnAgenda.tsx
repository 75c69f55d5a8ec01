import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaMeeting, GuestAgenda } from "@/api/types";
import { Card } from "@/components/Card";
import { Countdown } from "@/components/Countdown";
import { EmptyState } from "@/components/EmptyState";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { ChangedNotice } from "./ChangedNotice";
import { MeetingRow } from "./MeetingRow";
import { MeetingToCalendar } from "./MeetingToCalendar";
import classes from "./own.module.css";
import { TableMap } from "./TableMap";
import { useChanged } from "./useChanged";

/** A guest's rounds on the phone: what is now or next and how long until then, then the rest. */
export function OwnAgenda({ agenda, file }: { agenda: GuestAgenda; file: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(1_000).getTime();
  const { changes, understood } = useChanged(agenda, now);
  const [next, ...later] = agenda.meetings.filter((one) => Date.parse(one.ends_at) > now);
  if (agenda.plan === null)
    return <EmptyState icon="calendar" title={t("own.notYet")} text={t("own.notYetHint")} />;
  const told =
    changes.length > 0 ? (
      <ChangedNotice changes={changes} zone={agenda.time_zone} onUnderstood={understood} />
    ) : null;
  if (agenda.meetings.length === 0)
    return (
      <>
        {told}
        <EmptyState icon="people" title={t("own.none")} text={t("own.noneHint")} />
      </>
    );
  const hours = (one: AgendaMeeting) =>
    `${timeText(one.starts_at, agenda.time_zone, language)}–${timeText(one.ends_at, agenda.time_zone, language)}`;
  const toCalendar = (one: AgendaMeeting) => (
    <MeetingToCalendar meeting={one} agenda={agenda} file={file} hours={hours(one)} />
  );
  return (
    <>
      <p className={classes.soft}>{t("own.clock", { zone: placeName(agenda.time_zone, language) })}</p>
      {told}
      {next ? (
        <NextCard meeting={next} hours={hours(next)} now={now} picture={agenda.floor_picture}>
          {toCalendar(next)}
        </NextCard>
      ) : (
        <Notice tone="good">{t("own.over")}</Notice>
      )}
      {later.length > 0 ? (
        <Card title={t("own.later")}>
          <ol className={classes.list}>
            {later.map((one) => (
              <li key={one.id}>
                <MeetingRow meeting={one} hours={hours(one)} toCalendar={toCalendar(one)} />
              </li>
            ))}
          </ol>
        </Card>
      ) : null}
    </>
  );
}

type NextCardProps = {
  meeting: AgendaMeeting;
  hours: string;
  now: number;
  picture: string;
  children: ReactNode;
};

function NextCard({ meeting, hours, now, picture, children }: NextCardProps) {
  const { t } = useTranslation();
  const isOn = Date.parse(meeting.starts_at) <= now;
  return (
    <Card
      title={t(isOn ? "own.now" : "own.next")}
      aside={
        <Tag tone="accent">
          {t(isOn ? "own.endsIn" : "own.startsIn")}{" "}
          <Countdown until={isOn ? meeting.ends_at : meeting.starts_at} />
        </Tag>
      }
    >
      <MeetingRow meeting={meeting} hours={hours} toCalendar={children} />
      <TableMap table={meeting.table} picture={picture} />
    </Card>
  );
}
