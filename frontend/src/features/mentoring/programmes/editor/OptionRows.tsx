import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Question } from "../programmes";
import classes from "../programmes.module.css";
import { newOption } from "./questions";

type Options = Question["options"];

/** The answers that a question offers. Their keys stay when the words change. */
export function OptionRows({
  options,
  onChange,
}: {
  options: Options;
  onChange: (options: Options) => void;
}) {
  const { t } = useTranslation();
  const set = (key: string, changes: { ko?: string; en?: string }) =>
    onChange(options.map((option) => (option.key === key ? { ...option, ...changes } : option)));
  return (
    <Stack gap="xs" mt="sm">
      {options.map(({ key, ko, en }, at) => (
        <div key={key} className={classes.option}>
          <TextInput
            size="md"
            label={t("programmes.question.optionKo", { number: at + 1 })}
            maxLength={200}
            value={ko}
            onChange={(event) => set(key, { ko: event.currentTarget.value })}
          />
          <TextInput
            size="md"
            label={t("programmes.question.optionEn", { number: at + 1 })}
            maxLength={200}
            value={en}
            onChange={(event) => set(key, { en: event.currentTarget.value })}
          />
          <Button
            size="md"
            variant="default"
            disabled={options.length <= 2}
            onClick={() => onChange(options.filter((option) => option.key !== key))}
          >
            {t("programmes.takeOut")}
          </Button>
        </div>
      ))}
      <div>
        <Button size="xs" variant="default" onClick={() => onChange([...options, newOption(options)])}>
          {t("programmes.addOption")}
        </Button>
      </div>
    </Stack>
  );
}
