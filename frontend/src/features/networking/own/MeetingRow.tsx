import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaMeeting } from "@/api/types";
import { Tag } from "@/components/Tag";
import classes from "./own.module.css";

type MeetingRowProps = { meeting: AgendaMeeting; hours: string; toCalendar: ReactNode };

/** When, at which table, whom, and why in two lines. */
export function MeetingRow({ meeting, hours, toCalendar }: MeetingRowProps) {
  const { t } = useTranslation();
  const { table } = meeting;
  return (
    <div className={classes.meeting}>
      <p>
        <strong>{hours}</strong> <Tag>{t("planner.atTable", { table: table.name || table.number })}</Tag>{" "}
        {toCalendar}
      </p>
      {meeting.people.map((person) => (
        <p key={person.id}>
          <strong>{person.name}</strong> <span className={classes.soft}>{person.organisation}</span>
          {person.headline ? <span className={classes.soft}> · {person.headline}</span> : null}
        </p>
      ))}
      {meeting.reason.map((line) => (
        <p key={line} className={classes.soft}>
          {line}
        </p>
      ))}
      {table.link ? <a href={table.link}>{t("own.join")}</a> : null}
    </div>
  );
}
