import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SessionDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { Icon } from "@/components/Icon";
import { AddToCalendar } from "@/features/calendars/AddToCalendar";
import { CalendarStanding } from "@/features/calendars/CalendarStanding";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { placeName } from "@/lib/zones";
import { useInvitationAnswer } from "../useInvitationAnswer";
import classes from "./session.module.css";

/** Who meets, where they meet, and what became of the calendar entry. */
export function PeopleCard({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const answerText = useInvitationAnswer();
  const { expert, founder, startup, calendar, meet_url } = session;
  const answerOf = (side: "startup" | "expert") => {
    const found = session.answers.find((row) => row.side === side);
    return found ? <small>{answerText(found.answer)}</small> : null;
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
          </li>
          <li>
            <Link to={`/mentors/${expert.id}`}>{expert.name}</Link>
            <small>
              {expert.organisation} · {placeName(session.expert_time_zone, language)}
            </small>
            {answerOf("expert")}
          </li>
        </ul>
        {meet_url ? (
          <Button
            component="a"
            href={meet_url}
            target="_blank"
            rel="noreferrer"
            leftSection={<Icon name="video" />}
          >
            {t("session.meet")}
          </Button>
        ) : null}
        <div>
          <CalendarStanding calendar={calendar} />
        </div>
        {session.state === "confirmed" ? (
          <AddToCalendar
            title={t("session.title", { startup: startupName, expert: expert.name })}
            startsAt={session.starts_at}
            endsAt={session.ends_at}
            path={`/sessions/${session.id}`}
            meetUrl={meet_url}
            file={`/api/sessions/${session.id}/invitation.ics`}
          />
        ) : null}
      </Stack>
    </Card>
  );
}
