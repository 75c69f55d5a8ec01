import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProblemError } from "@/lib/problem";
import type { Question } from "../programmes";
import classes from "../programmes.module.css";
import { OptionRows } from "./OptionRows";
import { asKind } from "./questions";

const kinds = ["text", "one", "many", "scale", "link"] as const;

type QuestionRowProps = {
  row: Question;
  place: number;
  last: number;
  problem: ProblemError | null;
  onChange: (changes: Partial<Question>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
};

/** One question: its kind, its words in both languages, and what can be answered. */
export function QuestionRow({ row, place, last, problem, onChange, onMove, onRemove }: QuestionRowProps) {
  const { t } = useTranslation();
  const name = t("programmes.questionNumber", { number: place + 1 });
  const error = (field: string) => problem?.on(`questions.${place}.${field}`);
  return (
    <li className={classes.row}>
      <fieldset className={classes.plain}>
        <div className={classes.head}>
          <legend>
            <strong>{name}</strong>
          </legend>
          <div className={classes.deeds}>
            <Button size="xs" variant="default" disabled={place === 0} onClick={() => onMove(-1)}>
              {t("programmes.moveUp")}
            </Button>
            <Button size="xs" variant="default" disabled={place === last} onClick={() => onMove(1)}>
              {t("programmes.moveDown")}
            </Button>
            <Button size="xs" variant="default" onClick={onRemove}>
              {t("programmes.takeOut")}
            </Button>
          </div>
        </div>
        <div className={classes.pair}>
          {(["title_ko", "title_en"] as const).map((field) => (
            <TextInput
              key={field}
              size="md"
              label={t(`programmes.question.${field}`)}
              maxLength={300}
              value={row[field]}
              error={error(field)}
              onChange={(event) => onChange({ [field]: event.currentTarget.value })}
            />
          ))}
          {(["help_ko", "help_en"] as const).map((field) => (
            <TextInput
              key={field}
              size="md"
              label={t(`programmes.question.${field}`)}
              maxLength={1000}
              value={row[field]}
              onChange={(event) => onChange({ [field]: event.currentTarget.value })}
            />
          ))}
          <NativeSelect
            size="md"
            label={t("programmes.question.kind")}
            value={row.kind}
            data={kinds.map((kind) => ({ value: kind, label: t(`programmes.kinds.${kind}`) }))}
            onChange={(event) => onChange(asKind(row, event.currentTarget.value as Question["kind"]))}
          />
          {row.kind === "scale"
            ? (["scale_from", "scale_to"] as const).map((field) => (
                <NumberInput
                  key={field}
                  size="md"
                  label={t(`programmes.question.${field}`)}
                  min={-100}
                  max={100}
                  allowDecimal={false}
                  value={row[field] ?? ""}
                  error={error(field)}
                  onChange={(value) => onChange({ [field]: value === "" ? null : Number(value) })}
                />
              ))
            : null}
        </div>
        {row.options.length > 0 ? (
          <OptionRows options={row.options} onChange={(options) => onChange({ options })} />
        ) : null}
        <Checkbox
          mt="sm"
          size="md"
          label={t("programmes.question.is_required")}
          checked={row.is_required}
          onChange={({ currentTarget: { checked } }) => onChange({ is_required: checked })}
        />
      </fieldset>
    </li>
  );
}
