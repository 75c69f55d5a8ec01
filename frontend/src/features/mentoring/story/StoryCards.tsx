import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SessionDetail, StoryEntry, StoryReading } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useTell } from "@/components/useTell";
import { CalendarStanding } from "@/features/calendars/CalendarStanding";
import { RemindersCard } from "@/features/messaging/RemindersCard";
import type { Clock } from "@/lib/whoseClock";
import classes from "../session/session.module.css";
import type { Sides } from "./LineDetails";
import { Readings } from "./Readings";
import { Timeline } from "./Timeline";

type Standing = Pick<SessionDetail, "calendar" | "reminders" | "messages" | "attention">;
type Retried = { calendar: boolean; messages: number };

type StoryCardsProps = {
  entries: StoryEntry[] | undefined;
  readings: StoryReading[] | undefined;
  standing: Standing | undefined;
  sides?: Sides;
  here: Clock;
  there: string;
  error: unknown;
  retrying: boolean;
  onRetry: () => Promise<Retried | null>;
  onReload: () => void;
};

/** What happened, beside how calendar and messages stand now, with a way to mend what failed. */
export function StoryCards(props: StoryCardsProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const { entries, standing, sides, here, there } = props;
  const again = async () => {
    const done = await props.onRetry();
    if (done) tell(t(done.calendar || done.messages ? "story.retried" : "story.nothingToRetry"));
  };
  const button = (
    <Button
      variant={standing?.attention.length ? "filled" : "default"}
      loading={props.retrying}
      onClick={again}
    >
      {t("story.retry")}
    </Button>
  );
  return (
    <div className={classes.columns}>
      <div>
        <Card title={t("story.timeline")} aside={button}>
          <ErrorState error={props.error} onRetry={props.onReload} />
          {entries ? <Timeline entries={entries} sides={sides} here={here} there={there} /> : null}
          {entries || props.error ? null : <Loading rows={5} height={48} />}
        </Card>
      </div>
      {standing ? (
        <div>
          <Card title={t("story.calendar")}>
            <CalendarStanding calendar={standing.calendar} />
          </Card>
          <Card title={t("story.readings.title")} lead={t("story.readings.lead")}>
            {props.readings ? <Readings readings={props.readings} zone={here} /> : null}
          </Card>
          <RemindersCard reminders={standing.reminders} messages={standing.messages} zone={here} />
        </div>
      ) : null}
    </div>
  );
}
