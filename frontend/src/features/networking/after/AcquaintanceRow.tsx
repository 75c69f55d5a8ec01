import { Button, Checkbox, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AfterEvent } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./after.module.css";
import { ProposeDialog } from "./ProposeDialog";
import type { AfterDoor } from "./useAfter";
import type { FollowUps } from "./useFollowUps";

const marks = ["follow_up", "not_relevant"] as const;
type Mark = "" | (typeof marks)[number];

type AcquaintanceRowProps = { one: AfterEvent["others"][number]; door: AfterDoor; sessions: FollowUps };

/** Somebody met: a mark in one tap, and whether to stay in touch. */
export function AcquaintanceRow({ one, door, sessions }: AcquaintanceRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState(one.text);
  const name = inLanguage(language, one.name_ko, one.name_en);
  return (
    <li className={classes.row}>
      <p>
        <strong>{name}</strong>{" "}
        <span className={classes.soft}>{one.organisation || (one.person === name ? "" : one.person)}</span>
      </p>
      <div className={classes.deeds}>
        {marks.map((mark) => (
          <Button
            key={mark}
            size="sm"
            variant={one.mark === mark ? "filled" : "default"}
            aria-pressed={one.mark === mark}
            aria-label={`${t(`after.marks.${mark}`)}: ${name}`}
            onClick={() => door.note(one.id, one.mark === mark ? "" : mark, text)}
          >
            {t(`after.marks.${mark}`)}
          </Button>
        ))}
      </div>
      <Textarea
        label={t("after.noteAbout", { name })}
        description={t("after.noteHint")}
        maxLength={2000}
        autosize
        minRows={1}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => (text === one.text ? undefined : door.note(one.id, one.mark as Mark, text))}
      />
      <Checkbox
        label={t("after.touchWith", { name })}
        checked={one.wishes}
        onChange={(event) => door.touch(one.id, event.currentTarget.checked)}
      />
      {one.in_touch ? (
        <p>
          <a href={`mailto:${one.email}`}>{one.email}</a>{" "}
          {one.phone ? <a href={`tel:${one.phone}`}>{one.phone}</a> : null}
        </p>
      ) : null}
      {one.in_touch ? (
        <div>
          <Button
            size="sm"
            variant="default"
            aria-label={`${t("after.propose")}: ${name}`}
            onClick={() => sessions.look(one.id)}
          >
            {t("after.propose")}
          </Button>
        </div>
      ) : null}
      {sessions.about === one.id ? (
        <ProposeDialog about={one.id} name={name} sessions={sessions} onClose={() => sessions.look(null)} />
      ) : null}
      {one.wishes && !one.in_touch ? <p className={classes.soft}>{t("after.waits")}</p> : null}
    </li>
  );
}
