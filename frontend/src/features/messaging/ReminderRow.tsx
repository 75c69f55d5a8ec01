import type { SessionReminder } from "@/api/types";
import { Reason } from "@/components/Reason";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import { DeliveryTag } from "./DeliveryTag";
import { useMessageKind } from "./useMessageKind";

/** Whom a reminder is for, when it is due, and why it does not leave where it does not. */
export function ReminderRow({ reminder, zone }: { reminder: SessionReminder; zone: Clock }) {
  const kind = useMessageKind();
  return (
    <li>
      <span>{reminder.person_name}</span>
      <DeliveryTag state={reminder.state} />
      <small>
        {kind(reminder.kind)} · <Moment at={reminder.due_at} zone={zone} />
        <Reason code={reminder.dropped_because} />
      </small>
    </li>
  );
}
