import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { PendingWrite } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useMomentLine } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { reasonOf } from "@/lib/reasons";
import { awayText } from "@/lib/time";
import classes from "./desk.module.css";
import { storyOf, useWriteWords } from "./useWriteWords";
import { standingTones } from "./writes";

type WriteRowProps = { write: PendingWrite; retrying: boolean; onRetry: () => void };

/** One event that Google does not show as agreed: of what, why, and what can be done about it. */
export function WriteRow({ write, retrying, onRetry }: WriteRowProps) {
  const { t } = useTranslation();
  const { nameOf, wishOf, whyOf } = useWriteWords();
  const line = useMomentLine();
  const me = useMe();
  const { detail, calendar_of: owner } = write;
  const here = write.founder_time_zone ?? clockOf(me);
  const name = nameOf(write);
  return (
    <article className={classes.row}>
      <div className={classes.words}>
        <div className={classes.name}>
          <Tag tone={standingTones[write.standing]}>{t(`desk.standing.${write.standing}`)}</Tag>
          <Link to={storyOf(write)}>{name}</Link>
          {write.kind === "session" ? null : <Tag plain>{t(`desk.kind.${write.kind}`)}</Tag>}
        </div>
        <p className={classes.meta}>
          <time dateTime={write.starts_at}>{line(write.starts_at, here, write.expert_time_zone)}</time>
        </p>
        <p className={classes.why}>
          {wishOf(write)} {whyOf(write)}
        </p>
        <Tries write={write} />
        {detail && !reasonOf(detail) ? (
          <p className={classes.meta}>
            {t("desk.code")} <code>{detail}</code>
          </p>
        ) : null}
      </div>
      <div className={classes.deeds}>
        {write.can_be_tried ? (
          <Button
            variant="default"
            loading={retrying}
            onClick={onRetry}
            aria-label={t("desk.retryThis", { name })}
          >
            {t("desk.retry")}
          </Button>
        ) : null}
        {owner?.name && owner.email && owner.state !== "active" ? (
          <Button component="a" variant="default" href={askingMail(owner.email, t("desk.askSubject"))}>
            {t("desk.ask", { name: owner.name })}
          </Button>
        ) : null}
      </div>
    </article>
  );
}

function askingMail(email: string, subject: string): string {
  return `mailto:${email}?subject=${encodeURIComponent(subject)}`;
}

/** How often it was tried, when last, and when next. */
function Tries({ write }: { write: PendingWrite }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const { attempts, last_tried_at: last, next_try_at: next, standing } = write;
  const ahead = next && Date.parse(next) - now.getTime() > 60_000;
  const parts = [
    last ? t("desk.tries", { count: attempts, when: awayText(last, now, language) }) : "",
    next && standing !== "failed"
      ? t("desk.next", { when: ahead ? awayText(next, now, language) : t("desk.soon") })
      : "",
  ].filter(Boolean);
  return parts.length ? <p className={classes.meta}>{parts.join(" · ")}</p> : null;
}
