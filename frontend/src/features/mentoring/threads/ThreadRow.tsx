import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ThreadRow as Row } from "@/api/types";
import { Tag } from "@/components/Tag";
import desk from "../desk/desk.module.css";
import { pathOf, useWriteWords } from "../desk/useWriteWords";
import { EntryHead, EntryText } from "./ThreadEntries";
import classes from "./threads.module.css";

/** One thread by its last entry: of which session it is, and whether somebody waits. */
export function ThreadRow({ row, onPerson }: { row: Row; onPerson: (id: number) => void }) {
  const { t } = useTranslation();
  const { nameOf } = useWriteWords();
  const { about, author_id, last, number } = row;
  return (
    <article className={desk.row}>
      <div className={desk.words}>
        <div className={desk.name}>
          {row.is_unanswered ? <Tag tone="warn">{t("threads.waits")}</Tag> : null}
          {about ? <Link to={pathOf(about)}>{nameOf(about)}</Link> : null}
          <span className={desk.meta}>{t("threads.entries", { count: number })}</span>
        </div>
        <EntryHead entry={last} />
        <div className={classes.excerpt}>
          <EntryText entry={last} />
        </div>
      </div>
      {author_id && last.author_name ? (
        <div className={desk.deeds}>
          <Button variant="default" onClick={() => onPerson(author_id)}>
            {t("threads.theirs", { name: last.author_name })}
          </Button>
        </div>
      ) : null}
    </article>
  );
}
