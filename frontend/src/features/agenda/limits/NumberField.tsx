import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Limits } from "@/api/types";

const needed = ["buffer_before_minutes", "buffer_after_minutes", "notice_hours"] as const;
const optional = ["window_days", "max_per_day", "max_per_week", "max_per_month"] as const;

type NumberFieldProps = {
  name: (typeof needed)[number] | (typeof optional)[number];
  least: number;
  most: number;
  limits: Limits;
  error: string | undefined;
  onChange: (changes: Partial<Limits>) => void;
};

/** A limit that is a plain number; those that may be missing are no limit when empty. */
export function NumberField({ name, least, most, limits, error, onChange }: NumberFieldProps) {
  const { t } = useTranslation();
  const empty = optional.some((one) => one === name) ? null : 0;
  return (
    <TextInput
      label={t(`limits.fields.${name}`)}
      description={t(`limits.hints.${name}`)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder={empty === null ? t("hours.noLimit") : undefined}
      type="number"
      size="md"
      min={least}
      max={most}
      step={1}
      value={limits[name] ?? ""}
      error={error}
      onChange={({ currentTarget: { value } }) => onChange({ [name]: value === "" ? empty : Number(value) })}
    />
  );
}
