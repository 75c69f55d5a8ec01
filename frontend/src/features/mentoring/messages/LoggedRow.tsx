import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { LoggedMessage } from "@/api/types";
import { Reason } from "@/components/Reason";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { useChannelLabel } from "@/features/messaging/channels";
import { DeliveryTag } from "@/features/messaging/DeliveryTag";
import { useMessageKind } from "@/features/messaging/useMessageKind";
import classes from "../desk/desk.module.css";
import { pathOf, useWriteWords } from "../desk/useWriteWords";
import { LinkInMessage } from "./LinkInMessage";

type LoggedRowProps = {
  message: LoggedMessage;
  retrying: boolean;
  onRetry: () => void;
  onPerson: () => void;
};

/** One text or mail: what it is, to whom, about what, and what became of it. */
export function LoggedRow({ message, retrying, onRetry, onPerson }: LoggedRowProps) {
  const { t } = useTranslation();
  const kindText = useMessageKind();
  const { nameOf } = useWriteWords();
  const me = useMe();
  const channelLabel = useChannelLabel();
  const { about, person } = message;
  const kind = kindText(message.kind);
  return (
    <article className={classes.row}>
      <div className={classes.words}>
        <div className={classes.name}>
          <DeliveryTag state={message.state} />
          <strong>{kind}</strong>
          <Tag plain>{channelLabel(message.channel)}</Tag>
        </div>
        <p>
          {t("messageLog.to")}{" "}
          <Button variant="transparent" size="compact-md" px={0} onClick={onPerson}>
            {person.name}
          </Button>
          {about ? (
            <>
              {" · "}
              <Link to={`${pathOf(about)}?view=story`}>{nameOf(about)}</Link>
            </>
          ) : null}
        </p>
        <p className={classes.meta}>
          <Moment at={message.settled_at ?? message.created_at} zone={clockOf(me)} />
          {message.attempts > 1 ? ` · ${t("messageLog.tries", { count: message.attempts })}` : null}
        </p>
        <LinkInMessage message={message} />
        <div className={classes.why}>
          <Reason code={message.code} />
        </div>
      </div>
      {message.can_be_tried ? (
        <div className={classes.deeds}>
          <Button
            variant="default"
            loading={retrying}
            onClick={onRetry}
            aria-label={t("desk.retryThis", { name: `${kind}, ${person.name}` })}
          >
            {t("desk.retry")}
          </Button>
        </div>
      ) : null}
    </article>
  );
}
