import { Checkbox, Group, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { Question } from "../programmes";

type QuestionFieldProps = {
  question: Question;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
};

/** One question, answered by its kind. */
export function QuestionField({ question, value, error, onChange }: QuestionFieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = inLanguage(language, question.title_ko, question.title_en);
  const label = question.is_required ? title : t("programmes.optionalQuestion", { title });
  const description = inLanguage(language, question.help_ko, question.help_en) || undefined;
  const shared = { label, description, error };
  const text = typeof value === "string" ? value : "";
  const options = question.options.map(({ key, ko, en }) => ({
    value: key,
    label: inLanguage(language, ko, en),
  }));
  if (question.kind === "text")
    return (
      <Textarea
        {...shared}
        size="md"
        rows={5}
        maxLength={4000}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (question.kind === "link")
    return (
      <TextInput
        {...shared}
        size="md"
        type="url"
        placeholder="https://"
        maxLength={500}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (question.kind === "many")
    return (
      <Checkbox.Group {...shared} value={Array.isArray(value) ? value : []} onChange={onChange}>
        <Stack gap="xs" pt={8}>
          {options.map((option) => (
            <Checkbox key={option.value} size="md" {...option} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  if (question.kind === "one")
    return (
      <Radio.Group {...shared} value={text} onChange={onChange}>
        <Stack gap="xs" pt={8}>
          {options.map((option) => (
            <Radio key={option.value} size="md" {...option} />
          ))}
        </Stack>
      </Radio.Group>
    );
  const low = question.scale_from ?? 0;
  const steps = Array.from({ length: (question.scale_to ?? low) - low + 1 }, (_, at) => String(low + at));
  return (
    <Radio.Group
      {...shared}
      value={typeof value === "number" ? String(value) : ""}
      onChange={(chosen) => onChange(Number(chosen))}
    >
      <Group gap="md" pt={8}>
        {steps.map((step) => (
          <Radio key={step} size="md" value={step} label={step} />
        ))}
      </Group>
    </Radio.Group>
  );
}
