import { Button, Checkbox, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Limits } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { durationText } from "@/lib/time";
import classes from "./limits.module.css";

type LengthsFieldProps = {
  limits: Limits;
  error: string | undefined;
  onChange: (changes: Partial<Limits>) => void;
};

const usual = [15, 30, 45, 60, 90, 120];
const most = 12;

/** The session lengths that an expert gives: the usual ones to tick, others to add; none is any. */
export function LengthsField({ limits, error, onChange }: LengthsFieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [other, setOther] = useState("");
  const offered = limits.session_minutes_offered;
  const listed = [...new Set([...usual, ...offered])].sort((a, b) => a - b);
  const set = (minutes: number, gives: boolean) => {
    const rest = offered.filter((one) => one !== minutes);
    onChange({ session_minutes_offered: gives ? [...rest, minutes].sort((a, b) => a - b) : rest });
  };
  const added = Number(other);
  const canAdd = Number.isInteger(added) && added >= 5 && added <= 480 && offered.length < most;
  return (
    <>
      <fieldset className={classes.lengths} aria-label={t("limits.lengths")}>
        {listed.map((minutes) => (
          <Checkbox
            key={minutes}
            size="md"
            label={durationText(minutes, language)}
            checked={offered.includes(minutes)}
            disabled={!offered.includes(minutes) && offered.length >= most}
            onChange={(event) => set(minutes, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t("limits.otherLength")}
          type="number"
          size="md"
          min={5}
          max={480}
          value={other}
          error={error}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
        <Button
          variant="default"
          size="md"
          disabled={!canAdd}
          onClick={() => {
            set(added, true);
            setOther("");
          }}
        >
          {t("limits.addLength")}
        </Button>
      </Group>
      <p role="status" className={classes.told}>
        {offered.length === 0 ? t("limits.anyLength") : ""}
      </p>
    </>
  );
}
