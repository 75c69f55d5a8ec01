import { useTranslation } from "react-i18next";
import type { SessionMessage, SessionReminder } from "@/api/types";
import { Card } from "@/components/Card";
import type { Clock } from "@/lib/whoseClock";
import { MessageRow } from "./MessageRow";
import classes from "./messaging.module.css";
import { ReminderRow } from "./ReminderRow";

type RemindersCardProps = { reminders: SessionReminder[]; messages: SessionMessage[]; zone: Clock };

function Reminders({ reminders, zone }: Pick<RemindersCardProps, "reminders" | "zone">) {
  return (
    <ul className={classes.deliveries}>
      {reminders.map((reminder) => (
        <ReminderRow
          key={`${reminder.person_name} ${reminder.version} ${reminder.kind} ${reminder.offset_minutes}`}
          reminder={reminder}
          zone={zone}
        />
      ))}
    </ul>
  );
}

/** What will be sent, and what was sent and what became of it. What will not be sent is shown on demand. */
export function RemindersCard({ reminders, messages, zone }: RemindersCardProps) {
  const { t } = useTranslation();
  const dropped = reminders.filter(({ state }) => state === "dropped");
  const kept = reminders.filter(({ state }) => state !== "dropped");
  return (
    <Card title={t("messages.title")}>
      <h3 className={classes.sub}>{t("messages.reminders")}</h3>
      {reminders.length === 0 ? <p className={classes.quiet}>{t("messages.noReminders")}</p> : null}
      <Reminders reminders={kept} zone={zone} />
      {dropped.length > 0 ? (
        <details className={classes.dropped}>
          <summary>{t("messages.dropped", { count: dropped.length })}</summary>
          <Reminders reminders={dropped} zone={zone} />
        </details>
      ) : null}
      <h3 className={classes.sub}>{t("messages.sent")}</h3>
      {messages.length === 0 ? <p className={classes.quiet}>{t("messages.noMessages")}</p> : null}
      <ul className={classes.deliveries}>
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} zone={zone} />
        ))}
      </ul>
    </Card>
  );
}
