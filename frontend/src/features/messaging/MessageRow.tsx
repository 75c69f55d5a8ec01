import type { SessionMessage } from "@/api/types";
import { Reason } from "@/components/Reason";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import { useChannelLabel } from "./channels";
import { DeliveryTag } from "./DeliveryTag";
import { useMessageKind } from "./useMessageKind";

/** What a message is, to whom, and what became of it when and why. */
export function MessageRow({ message, zone }: { message: SessionMessage; zone: Clock }) {
  const channelLabel = useChannelLabel();
  const kindText = useMessageKind();
  return (
    <li>
      <span>
        {kindText(message.kind)} · {channelLabel(message.channel)}
      </span>
      <DeliveryTag state={message.state} />
      <small>
        {message.person_name} · <Moment at={message.settled_at ?? message.created_at} zone={zone} />
        <Reason code={message.error} />
      </small>
    </li>
  );
}
