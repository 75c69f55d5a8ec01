import { useTranslation } from "react-i18next";
import type { SessionMessage, SessionReminder } from "@/api/types";
import { Card } from "@/components/Card";
import { Reason } from "@/components/Reason";
import { Moment } from "@/components/TimeLine";
import { DeliveryTag } from "./DeliveryTag";
import classes from "./messaging.module.css";
import { useMessageKind } from "./useMessageKind";

type RemindersCardProps = { reminders: SessionReminder[]; messages: SessionMessage[]; zone: string };

/** What will be sent, and what was sent and what became of it. */
export function RemindersCard({ reminders, messages, zone }: RemindersCardProps) {
  const { t } = useTranslation();
  const kindText = useMessageKind();
  return (
    <Card title={t("messages.title")}>
      <h3 className={classes.sub}>{t("messages.reminders")}</h3>
      {reminders.length === 0 ? <p className={classes.quiet}>{t("messages.noReminders")}</p> : null}
      <ul className={classes.deliveries}>
        {reminders.map((reminder) => (
          <li key={`${reminder.person_name}${reminder.due_at}${reminder.state}`}>
            <span>
              {reminder.person_name}
              <small>
                <Moment at={reminder.due_at} zone={zone} />
              </small>
              {reminder.dropped_because ? (
                <small>
                  <Reason code={reminder.dropped_because} />
                </small>
              ) : null}
            </span>
            <DeliveryTag state={reminder.state} />
          </li>
        ))}
      </ul>
      <h3 className={classes.sub}>{t("messages.sent")}</h3>
      {messages.length === 0 ? <p className={classes.quiet}>{t("messages.noMessages")}</p> : null}
      <ul className={classes.deliveries}>
        {messages.map((message) => (
          <li key={message.id}>
            <span>
              {kindText(message.kind)} ·{" "}
              {t(message.channel === "sms" ? "messages.channels.sms" : "messages.channels.email")}
              <small>
                {message.person_name} · <Moment at={message.settled_at ?? message.created_at} zone={zone} />
              </small>
              {message.error ? (
                <small>
                  <Reason code={message.error} />
                </small>
              ) : null}
            </span>
            <DeliveryTag state={message.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
