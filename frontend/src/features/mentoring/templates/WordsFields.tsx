import { Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShownTemplate, Template } from "@/api/types";
import type { WordsDraft } from "./templates";
import classes from "./templates.module.css";

type WordsFieldsProps = {
  draft: WordsDraft;
  placeholders: Template["placeholders"];
  /** What the line above the words is; none where there is none. */
  subject: "subject" | "approvedId" | null;
  body: "body" | "variables";
  faults: ShownTemplate["faults"];
  onChange: (draft: WordsDraft) => void;
  /** What the draft takes: it stands right below it. */
  children: ReactNode;
};

/** Subject and body with what is wrong under each, and the placeholders, which go in where the caret is. */
export function WordsFields({
  draft,
  placeholders,
  subject,
  body,
  faults,
  onChange,
  children,
}: WordsFieldsProps) {
  const { t } = useTranslation();
  const fields = { subject: useRef<HTMLInputElement>(null), body: useRef<HTMLTextAreaElement>(null) };
  const [last, setLast] = useState<"subject" | "body">("body");
  const errorOn = (field: "subject" | "body") =>
    faults
      .filter((fault) => fault.field === field)
      .map(({ detail }) => detail)
      .join(" ") || undefined;
  const insert = (name: string) => {
    const field = fields[last].current;
    const text = draft[last];
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    const put = `{${name}}`;
    onChange({ ...draft, [last]: text.slice(0, from) + put + text.slice(to) });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + put.length, from + put.length);
    });
  };
  const neededText = (group: string[]) =>
    group.length > 1
      ? t("templates.oneOf", { names: group.map((one) => `{${one}}`).join(", ") })
      : t("templates.required");
  return (
    <>
      {subject ? (
        <TextInput
          ref={fields.subject}
          size="md"
          label={t(`templates.${subject}`)}
          value={draft.subject}
          error={errorOn("subject")}
          onFocus={() => setLast(subject === "subject" ? "subject" : "body")}
          onChange={(event) => onChange({ ...draft, subject: event.currentTarget.value })}
        />
      ) : null}
      <Textarea
        ref={fields.body}
        size="md"
        autosize
        minRows={6}
        maxRows={24}
        label={t(`templates.${body}`)}
        value={draft.body}
        error={errorOn("body")}
        onFocus={() => setLast("body")}
        onChange={(event) => onChange({ ...draft, body: event.currentTarget.value })}
      />
      {children}
      <section className={classes.placeholders} aria-label={t("templates.placeholders")}>
        <p className={classes.soft}>{t("templates.placeholdersLead")}</p>
        <ul>
          {placeholders
            .filter((one) => last === "body" || one.in_subject)
            .map(({ name, sample, one_of }) => (
              <li key={name}>
                <button type="button" onClick={() => insert(name)}>
                  <code>{`{${name}}`}</code>
                </button>
                <span>
                  {labelOf(name) ? t(`templates.names.${labelOf(name) ?? "link"}`) : name}
                  {one_of.length > 0 ? ` · ${neededText(one_of)}` : null}
                  {sample ? <small>{sample}</small> : null}
                </span>
              </li>
            ))}
        </ul>
      </section>
    </>
  );
}

const names = [
  "subject",
  "words",
  "day",
  "count",
  "sessions",
  "later",
  "event",
  "heading",
  "news",
  "meetings",
  "ask",
  "table",
  "room",
  "following",
  "other_name",
  "title",
  "start_both",
  "start_here",
  "start_there",
  "programme",
  "link",
  "until",
  "dates_count",
  "reason",
  "goal",
  "others",
  "details",
  "dates",
  "remark",
  "answer",
  "stop_link",
] as const;

const labelOf = (name: string) => names.find((one) => one === name);
