import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SessionRow } from "@/api/types";
import { TwoClocks } from "@/components/TwoClocks";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { AttentionTags } from "../AttentionTags";
import { SessionToCalendar } from "../SessionToCalendar";
import { StateTag } from "../StateTag";
import { SeriesLink } from "../series/SeriesLink";
import { isOfExperts, namesBeside, sessionZones } from "../sessions";
import classes from "./list.module.css";

/** One session in a list: both clocks, with whom, and its state. */
export function SessionCardRow({ session }: { session: SessionRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const startup = inLanguage(language, session.startup.name_ko, session.startup.name_en);
  const expert = session.expert.name;
  const other = isOfExperts(session, me) ? startup : expert;
  const beside = namesBeside(session, me);
  const both = isCoordinator(me);
  const zones = sessionZones(session, me);
  return (
    <article className={classes.row}>
      {session.state === "proposed" ? (
        <span className={classes.meta}>{t("session.noTimeYet")}</span>
      ) : (
        <div className={classes.when}>
          <TwoClocks at={session.starts_at} {...zones} size="sm" />
          <SessionToCalendar session={session} row={zones.here} />
        </div>
      )}
      <div>
        <Link to={`/sessions/${session.id}`}>
          {both ? t("session.title", { startup, expert }) : t("sessions.with", { name: other })}
        </Link>
        <p className={classes.meta}>
          {inLanguage(language, session.programme.name_ko, session.programme.name_en)}
        </p>
        {beside ? <p className={classes.meta}>{t("sessions.also", { names: beside })}</p> : null}
      </div>
      <div className={classes.tags}>
        <StateTag state={session.state} />
        <SeriesLink id={session.series} />
        <AttentionTags attention={session.attention} />
      </div>
    </article>
  );
}
