import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SessionRow } from "@/api/types";
import { Card } from "@/components/Card";
import { TwoClocks } from "@/components/TwoClocks";
import { useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { awayText } from "@/lib/time";
import { SessionToCalendar } from "../SessionToCalendar";
import { isOfExperts, namesBeside, sessionZones } from "../sessions";
import classes from "./home.module.css";

/** The very next session, large, with both clocks. */
export function NextSession({ session }: { session: SessionRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const now = useNow();
  const startup = inLanguage(language, session.startup.name_ko, session.startup.name_en);
  const other = isOfExperts(session, me) ? startup : session.expert.name;
  const beside = namesBeside(session, me);
  return (
    <Card
      title={t("home.next")}
      aside={<span className={classes.away}>{awayText(session.starts_at, now, language)}</span>}
    >
      <div className={classes.cardful}>
        <div className={classes.next}>
          <TwoClocks
            at={session.starts_at}
            until={session.ends_at}
            {...sessionZones(session, me)}
            size="lg"
          />
          <div>
            <p className={classes.who}>{t("sessions.with", { name: other })}</p>
            {beside ? <p className={classes.meta}>{t("sessions.also", { names: beside })}</p> : null}
            <p className={classes.meta}>
              {inLanguage(language, session.programme.name_ko, session.programme.name_en)}
            </p>
            <div className={classes.buttons}>
              <Button component={Link} to={`/sessions/${session.id}`} size="md">
                {t("home.open")}
              </Button>
              <SessionToCalendar session={session} />
            </div>
          </div>
        </div>
      </div>
    </Card>
  );
}
