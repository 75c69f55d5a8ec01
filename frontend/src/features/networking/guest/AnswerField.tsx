import { Checkbox, Radio, Stack, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventPublic } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";

type AnswerFieldProps = {
  question: EventPublic["questions"][number];
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
};

/** One question of an event, answered by its kind. */
export function AnswerField({ question, value, error, onChange }: AnswerFieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = inLanguage(language, question.title_ko, question.title_en);
  const label = question.is_required ? title : t("events.optionalQuestion", { title });
  const text = typeof value === "string" ? value : "";
  const options = question.options.map(({ key, ko, en }) => ({
    value: key,
    label: inLanguage(language, ko, en),
  }));
  if (question.kind === "text")
    return (
      <Textarea
        label={label}
        error={error}
        size="md"
        rows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (question.kind === "many")
    return (
      <Checkbox.Group
        label={label}
        error={error}
        value={Array.isArray(value) ? value : []}
        onChange={onChange}
      >
        <Stack gap="xs" pt={8}>
          {options.map((option) => (
            <Checkbox key={option.value} size="md" {...option} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  return (
    <Radio.Group label={label} error={error} value={text} onChange={onChange}>
      <Stack gap="xs" pt={8}>
        {options.map((option) => (
          <Radio key={option.value} size="md" {...option} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
