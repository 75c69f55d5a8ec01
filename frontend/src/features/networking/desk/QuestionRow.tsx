import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventQuestion } from "@/api/types";
import type { ProblemError } from "@/lib/problem";
import classes from "../events.module.css";
import { OptionRows } from "./OptionRows";
import { asKind } from "./questions";

const kinds = ["text", "one", "many"] as const;

type QuestionRowProps = {
  row: EventQuestion;
  place: number;
  isLast: boolean;
  problem: ProblemError | null;
  onChange: (changes: Partial<EventQuestion>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
};

/** One question of a registration: its words in both languages, its kind, and what can be answered. */
export function QuestionRow({ row, place, isLast, problem, onChange, onMove, onRemove }: QuestionRowProps) {
  const { t } = useTranslation();
  const name = t("events.questionNumber", { number: place + 1 });
  const error = (field: string) => problem?.on(`questions.${place}.${field}`);
  return (
    <fieldset className={classes.row} aria-label={name}>
      <div className={classes.deeds}>
        <strong aria-hidden className={classes.grows}>
          {name}
        </strong>
        <Button
          size="xs"
          variant="default"
          disabled={place === 0}
          aria-label={`${t("events.moveUp")}: ${name}`}
          onClick={() => onMove(-1)}
        >
          {t("events.moveUp")}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isLast}
          aria-label={`${t("events.moveDown")}: ${name}`}
          onClick={() => onMove(1)}
        >
          {t("events.moveDown")}
        </Button>
        <Button size="xs" variant="default" aria-label={`${t("events.takeOut")}: ${name}`} onClick={onRemove}>
          {t("events.takeOut")}
        </Button>
      </div>
      <div className={classes.pair}>
        {(["title_ko", "title_en"] as const).map((field) => (
          <TextInput
            key={field}
            size="md"
            label={t(`events.question.${field}`)}
            maxLength={300}
            value={row[field]}
            error={error(field)}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          />
        ))}
        <NativeSelect
          size="md"
          label={t("events.question.kind")}
          value={row.kind}
          error={error("kind")}
          data={kinds.map((value) => ({ value, label: t(`events.questionKinds.${value}`) }))}
          onChange={(event) => onChange(asKind(row, event.currentTarget.value as EventQuestion["kind"]))}
        />
      </div>
      {row.kind === "text" ? null : (
        <OptionRows options={row.options} error={error} onChange={(options) => onChange({ options })} />
      )}
      <Checkbox
        size="md"
        label={t("events.question.is_required")}
        checked={row.is_required ?? false}
        onChange={(event) => onChange({ is_required: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
