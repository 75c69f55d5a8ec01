import { Button, CloseButton, Stack, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { asProblem } from "@/lib/problem";
import classes from "./dates.module.css";

type Dates = { from_on: string; to_on: string };

type DatesCardProps = {
  title: string;
  lead: string;
  none: string;
  add: string;
  rows: { id: number; text: string; effect?: string | undefined }[];
  busy: boolean;
  error: unknown;
  /** Saves the dates; says whether it worked, so that the form can be emptied. */
  onAdd: (dates: Dates) => Promise<boolean>;
  onRemove: (id: number) => void;
  /** Takes a row into the form, where rows can be changed. */
  onChange?: (id: number) => void;
  /** The row that the form holds, to be saved instead of added; give the card its id as key. */
  editing?: (Dates & { id: number; text: string }) | null;
  onKeep?: () => void;
  /** What else is asked for beside the dates. */
  children: ReactNode;
};

const empty: Dates = { from_on: "", to_on: "" };

/** Spans of dates: those there are, each to be removed, and a form to add one. */
export function DatesCard(props: DatesCardProps) {
  const { title, lead, none, add, rows, busy, error, onAdd, onRemove, children } = props;
  const { t } = useTranslation();
  const { onChange, editing, onKeep } = props;
  const [dates, setDates] = useState(editing ?? empty);
  const problem = asProblem(error);
  const change = (changes: Partial<Dates>) => setDates((before) => ({ ...before, ...changes }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const to_on = dates.to_on || dates.from_on;
    if (await onAdd({ from_on: dates.from_on, to_on })) setDates(empty);
  };
  const date = (name: keyof Dates) => (
    <TextInput
      label={t(`days.${name}`)}
      type="date"
      size="md"
      required={name === "from_on"}
      withAsterisk={false}
      min={name === "to_on" ? dates.from_on : undefined}
      value={dates[name]}
      error={problem?.on(name)}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
    />
  );
  return (
    <Card title={title} lead={lead}>
      {rows.length === 0 ? <p>{none}</p> : null}
      <ul className={classes.rows} aria-live="polite">
        {rows.map(({ id, text, effect }) => (
          <li key={id}>
            <span>
              {text}
              {effect ? <small className={classes.effect}>{effect}</small> : null}
            </span>
            <span className={classes.buttons}>
              {onChange ? (
                <Button
                  variant="subtle"
                  size="compact-md"
                  disabled={busy}
                  aria-label={t("days.change", { range: text })}
                  onClick={() => onChange(id)}
                >
                  {t("days.changeRow")}
                </Button>
              ) : null}
              <CloseButton
                size="lg"
                disabled={busy}
                aria-label={t("hours.remove", { range: text })}
                onClick={() => onRemove(id)}
              />
            </span>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className={classes.form}>
        <Stack gap="sm">
          {editing ? <p role="status">{t("days.changing", { range: editing.text })}</p> : null}
          <div className={classes.dates}>
            {date("from_on")}
            {date("to_on")}
          </div>
          {children}
          <ErrorState error={problem?.isAllOn(["from_on", "to_on"]) ? null : error} />
          <Button type="submit" variant="default" size="md" loading={busy}>
            {add}
          </Button>
          {editing ? (
            <Button variant="subtle" size="md" disabled={busy} onClick={onKeep}>
              {t("days.keep")}
            </Button>
          ) : null}
        </Stack>
      </form>
    </Card>
  );
}
