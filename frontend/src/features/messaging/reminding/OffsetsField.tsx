import { Checkbox, Group, Input, VisuallyHidden } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import classes from "../messaging.module.css";
import { mostOffsets, offsetsToChoose, useOffsetText } from "./offsets";

type OffsetsFieldProps = { value: number[]; onChange: (minutes: number[]) => void; of?: string };

/** How long before the start to be reminded, several times. */
export function OffsetsField({ value, onChange, of }: OffsetsFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const text = useOffsetText();
  const full = value.length >= mostOffsets;
  return (
    <fieldset aria-describedby={id} className={classes.plain}>
      <Input.Label component="legend">
        {t("offsets.label")}
        {of ? <VisuallyHidden> ({of})</VisuallyHidden> : null}
      </Input.Label>
      <Input.Description id={id} mb={8}>
        {t("offsets.most")}
      </Input.Description>
      <Checkbox.Group value={value.map(String)} onChange={(chosen) => onChange(chosen.map(Number))}>
        <Group gap="md">
          {offsetsToChoose(value).map((minutes) => (
            <Checkbox
              key={minutes}
              value={String(minutes)}
              label={text(minutes)}
              size="md"
              disabled={full && !value.includes(minutes)}
            />
          ))}
        </Group>
      </Checkbox.Group>
    </fieldset>
  );
}
