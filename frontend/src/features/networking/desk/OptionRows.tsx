import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventQuestion } from "@/api/types";
import classes from "../events.module.css";
import { newOption } from "./questions";

type Options = EventQuestion["options"];

type OptionRowsProps = {
  options: Options;
  error: (field: string) => string | undefined;
  onChange: (options: Options) => void;
};

/** The answers that a question offers, in both languages. Their keys stay when the words change. */
export function OptionRows({ options, error, onChange }: OptionRowsProps) {
  const { t } = useTranslation();
  const set = (key: string, changes: { ko?: string; en?: string }) =>
    onChange(options.map((option) => (option.key === key ? { ...option, ...changes } : option)));
  return (
    <>
      {options.map((option, at) => (
        <div key={option.key} className={classes.pair}>
          {(["ko", "en"] as const).map((language) => (
            <TextInput
              key={language}
              size="md"
              label={t(`events.question.option_${language}`, { number: at + 1 })}
              maxLength={200}
              value={option[language]}
              error={error(`options.${at}.${language}`)}
              onChange={(event) => set(option.key, { [language]: event.currentTarget.value })}
            />
          ))}
          <Button
            size="md"
            className={classes.beside}
            variant="default"
            disabled={options.length <= 2}
            aria-label={t("events.takeOutAnswer", { number: at + 1 })}
            onClick={() => onChange(options.filter(({ key }) => key !== option.key))}
          >
            {t("events.takeOut")}
          </Button>
        </div>
      ))}
      <div>
        <Button size="xs" variant="default" onClick={() => onChange([...options, newOption(options)])}>
          {t("events.addAnswer")}
        </Button>
      </div>
    </>
  );
}
