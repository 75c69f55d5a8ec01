import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Limits } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { durationText } from "@/lib/time";
import classes from "./limits.module.css";

type StartsFieldProps = {
  limits: Limits;
  error: string | undefined;
  onChange: (changes: Partial<Limits>) => void;
};

const steps = [5, 10, 15, 20, 30, 45, 60, 90, 120];

/** How far apart starts lie, and what they are counted from. */
export function StartsField({ limits, error, onChange }: StartsFieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const listed = [...new Set([...steps, ...(limits.step_minutes ? [limits.step_minutes] : [])])];
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t("limits.fields.step_minutes")}
        size="md"
        value={limits.step_minutes ?? ""}
        error={error}
        onChange={({ currentTarget: { value } }) => onChange({ step_minutes: value ? Number(value) : null })}
        data={[
          { value: "", label: t("limits.asProgramme") },
          ...listed
            .sort((a, b) => a - b)
            .map((step) => ({ value: String(step), label: durationText(step, language) })),
        ]}
      />
      <NativeSelect
        label={t("limits.fields.alignment")}
        description={t(`limits.hints.${limits.alignment}`)}
        inputWrapperOrder={["label", "input", "description"]}
        size="md"
        value={limits.alignment}
        onChange={({ currentTarget: { value } }) =>
          onChange({ alignment: value === "range" ? "range" : "clock" })
        }
        data={[
          { value: "clock", label: t("limits.alignment.clock") },
          { value: "range", label: t("limits.alignment.range") },
        ]}
      />
    </div>
  );
}
