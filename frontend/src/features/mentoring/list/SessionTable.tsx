import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SessionRow } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import { useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { AttentionTags } from "../AttentionTags";
import { SessionToCalendar } from "../SessionToCalendar";
import { StateTag } from "../StateTag";
import { SeriesLink } from "../series/SeriesLink";
import { namesBeside } from "../sessions";
import classes from "./list.module.css";

type SessionTableProps = { sessions: SessionRow[]; descending: boolean; onSort: () => void };

/** The coordinator's wide list. Times lead with the founder's zone. */
export function SessionTable({ sessions, descending, onSort }: SessionTableProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls sideways must be reachable by keyboard
    <section className={classes.scroll} aria-label={t("sessions.title")} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" aria-sort={descending ? "descending" : "ascending"}>
              <button type="button" className={classes.sort} onClick={onSort}>
                {t("sessions.start")} <span aria-hidden="true">{descending ? "↓" : "↑"}</span>
              </button>
            </th>
            <th scope="col">{t("sessions.startup")}</th>
            <th scope="col">{t("sessions.expert")}</th>
            <th scope="col">{t("booking.programme")}</th>
            <th scope="col">{t("sessions.state")}</th>
            <th scope="col">{t("sessions.attention")}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <TableRow key={session.id} session={session} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableRow({ session }: { session: SessionRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const line = useMomentLine();
  const beside = namesBeside(session, useMe());
  const [own, other] = line(session.starts_at, session.founder_time_zone, session.expert_time_zone).split(
    " · ",
  );
  return (
    <tr>
      <td>
        <div className={classes.when}>
          <div>
            <Link to={`/sessions/${session.id}`}>
              <time dateTime={session.starts_at}>{own}</time>
            </Link>
            <small>{other}</small>
          </div>
          <SessionToCalendar session={session} row={session.founder_time_zone} />
        </div>
      </td>
      <td>
        {inLanguage(language, session.startup.name_ko, session.startup.name_en)}
        <small>{session.founder.name}</small>
      </td>
      <td>
        {session.expert.name}
        <small>{session.expert.organisation}</small>
        {beside ? <small>{t("sessions.also", { names: beside })}</small> : null}
      </td>
      <td>{inLanguage(language, session.programme.name_ko, session.programme.name_en)}</td>
      <td>
        <StateTag state={session.state} /> <SeriesLink id={session.series} />
      </td>
      <td>
        {session.attention.length ? <AttentionTags attention={session.attention} /> : t("sessions.fine")}
      </td>
    </tr>
  );
}
