import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SessionDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { Icon } from "@/components/Icon";
import { Notice } from "@/components/Notice";
import { useMe } from "@/features/accounts/me";
import { CalendarStanding } from "@/features/calendars/CalendarStanding";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { momentText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { SessionToCalendar } from "../SessionToCalendar";
import { useInvitationAnswer } from "../useInvitationAnswer";
import classes from "./session.module.css";

/** Who meets, where they meet, and what became of the calendar entry. */
export function PeopleCard({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const answerText = useInvitationAnswer();
  const { expert, founder, startup, calendar, meet_url } = session;
  const answerOf = (side: "startup" | "expert" | "companion", name?: string) => {
    const found = session.answers.find((row) => row.side === side && (!name || row.name === name));
    return found ? <small>{answerText(found.answer, found.channel)}</small> : null;
  };
  const startupName = inLanguage(language, startup.name_ko, startup.name_en);
  return (
    <Card title={t("session.peopleAndPlace")}>
      <Stack gap="md">
        <ul className={classes.people}>
          <li>
            {founder.name}
            <small>
              {startupName} · {placeName(session.founder_time_zone, language)}
            </small>
            {answerOf("startup")}
            {me.expert_id === expert.id ? (
              <Link to={`/founders/${founder.id}/meet`}>{t("meet.question")}</Link>
            ) : null}
          </li>
          <li>
            <Link to={`/mentors/${expert.id}`}>{expert.name}</Link>
            <small>
              {expert.organisation} · {placeName(session.expert_time_zone, language)}
            </small>
            {answerOf("expert")}
          </li>
          {session.companions.map((companion) => (
            <li key={companion.id}>
              {companion.expert ? (
                <Link to={`/mentors/${companion.expert}`}>{companion.name}</Link>
              ) : (
                companion.name
              )}
              <small>
                {companion.expert ? companion.organisation : startupName} ·{" "}
                {placeName(companion.time_zone, language)}{" "}
                {momentText(session.starts_at, companion.time_zone, language)}
              </small>
              {companion.left_at ? (
                <small>{[t("session.cannotCome"), companion.left_word].filter(Boolean).join(": ")}</small>
              ) : (
                answerOf("companion", companion.name)
              )}
            </li>
          ))}
        </ul>
        {meet_url ? (
          <Button
            component="a"
            href={meet_url}
            target="_blank"
            rel="noreferrer"
            leftSection={<Icon name="video" />}
          >
            {t(calendar.room === "hub" ? "session.room" : "session.meet")}
          </Button>
        ) : null}
        {calendar.room === "missing" && session.state === "confirmed" ? (
          <Notice tone="warn">{t("session.noRoom")}</Notice>
        ) : null}
        <div>
          <CalendarStanding calendar={calendar} />
        </div>
        <div>
          <SessionToCalendar session={session} />
        </div>
      </Stack>
    </Card>
  );
}
