import { useTranslation } from "react-i18next";
import type { ThreadEntry } from "@/api/types";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import classes from "./threads.module.css";

/** Who wrote what, the latest at the end; the reader's own stand apart. */
export function ThreadEntries({ entries }: { entries: readonly ThreadEntry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <ol className={classes.entries} aria-label={t("thread.title")}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.entry} data-own={entry.is_own || undefined}>
          <EntryHead entry={entry} />
          <EntryText entry={entry} />
        </li>
      ))}
    </ol>
  );
}

/** Who wrote it, when on the reader's clock, and that it came by text or e-mail. */
export function EntryHead({ entry }: { entry: ThreadEntry }) {
  const { t } = useTranslation();
  const me = useMe();
  const author = entry.is_own ? t("thread.you") : (entry.author_name ?? t("thread.gone"));
  return (
    <div className={classes.who}>
      <strong>{author}</strong>
      {entry.is_hubs ? <Tag plain>{t("thread.hub")}</Tag> : null}
      {entry.came_by === "text" ? <Tag plain>{t("thread.byText")}</Tag> : null}
      {entry.came_by === "mail" ? <Tag plain>{t("thread.byMail")}</Tag> : null}
      <Moment at={entry.at} zone={clockOf(me)} />
    </div>
  );
}

export function EntryText({ entry }: { entry: ThreadEntry }) {
  const { t } = useTranslation();
  return <p className={classes.text}>{entry.is_erased ? <em>{t("thread.erased")}</em> : entry.text}</p>;
}
