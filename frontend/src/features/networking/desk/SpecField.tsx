import { Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ZoneSelect } from "@/components/ZoneSelect";
import type { Spec } from "./specs";

type SpecFieldProps = {
  spec: Spec;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
};

/** One field of an event, by its kind. */
export function SpecField({ spec, value, error, onChange }: SpecFieldProps) {
  const { t } = useTranslation();
  const label = t(`events.fields.${spec.name as "title_ko"}`);
  const shared = { label, error, size: "md" } as const;
  const text = typeof value === "string" ? value : "";
  if (spec.kind === "long")
    return (
      <Textarea
        {...shared}
        rows={5}
        maxLength={spec.most}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (spec.kind === "number")
    return (
      <NumberInput
        {...shared}
        min={spec.least}
        max={spec.most}
        allowDecimal={false}
        value={typeof value === "number" ? value : ""}
        onChange={(number) => onChange(Number(number))}
      />
    );
  if (spec.kind === "choice")
    return (
      <NativeSelect
        {...shared}
        value={text}
        data={spec.options.map((option) => ({
          value: option,
          label: t(`events.${spec.words}.${option}` as "events.formats.one_to_one"),
        }))}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (spec.kind === "zone")
    return <ZoneSelect label={label} value={text} error={error} onChange={onChange} />;
  if (spec.kind === "check")
    return (
      <Checkbox
        {...shared}
        checked={value === true}
        onChange={({ currentTarget: { checked } }) => onChange(checked)}
      />
    );
  return (
    <TextInput
      {...shared}
      type={spec.kind}
      maxLength={spec.kind === "text" ? spec.most : undefined}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
