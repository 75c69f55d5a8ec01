import { Checkbox, Group, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { clockOf, useMe } from "@/features/accounts/me";
import { OffsetsField } from "@/features/messaging/reminding/OffsetsField";
import { serverNow } from "@/lib/clock";
import { dayOf, instantAt, wallClock } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import type { Spec } from "./specs";

type SpecFieldProps = {
  spec: Spec;
  value: unknown;
  error: string | undefined;
  fixed: boolean;
  onChange: (value: unknown) => void;
};

/** One field of a programme, by its kind; one that is fixed by now is shown, and cannot be changed. */
export function SpecField({ spec, value, error, fixed, onChange }: SpecFieldProps) {
  const { t } = useTranslation();
  const label = t(`programmes.fields.${spec.name}`);
  const shared = { label, error, disabled: fixed, size: "md" } as const;
  const text = typeof value === "string" ? value : "";
  if (spec.kind === "text")
    return (
      <TextInput
        {...shared}
        maxLength={spec.most}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
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
  if (spec.kind === "date")
    return (
      <TextInput
        {...shared}
        type="date"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    );
  if (spec.kind === "moment") return <MomentField {...shared} value={text} onChange={onChange} />;
  if (spec.kind === "number")
    return (
      <NumberInput
        {...shared}
        min={spec.least}
        max={spec.most}
        allowDecimal={false}
        placeholder={"mayBeEmpty" in spec ? t("programmes.noLimit") : ""}
        value={typeof value === "number" ? value : ""}
        onChange={(number) => onChange(number === "" ? null : Number(number))}
      />
    );
  if (spec.kind === "choice")
    return (
      <NativeSelect
        {...shared}
        value={text}
        data={spec.options.map((option) => ({
          value: option,
          label: t(`programmes.options.${spec.name}.${option}` as "programmes.options.approval.expert"),
        }))}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (spec.kind === "offsets") return <OffsetsField value={value as number[]} onChange={onChange} />;
  if (spec.kind === "many")
    return (
      <Checkbox.Group label={label} error={error} value={value as string[]} onChange={onChange}>
        <Group gap="md" pt={6}>
          {spec.options.map((option) => (
            <Checkbox
              key={option}
              size="md"
              value={option}
              label={t(`programmes.options.formats.${option}`)}
            />
          ))}
        </Group>
      </Checkbox.Group>
    );
  return (
    <Checkbox
      {...shared}
      checked={value === true}
      onChange={({ currentTarget: { checked } }) => onChange(checked)}
    />
  );
}

type MomentFieldProps = {
  label: string;
  error: string | undefined;
  disabled: boolean;
  size: "md";
  value: string;
  onChange: (value: string | null) => void;
};

/** An instant, on the clock of whoever fills it in, which is named beside it. */
function MomentField({ label, value, onChange, ...shared }: MomentFieldProps) {
  const me = useMe();
  const { t } = useTranslation();
  const own = clockOf(me);
  const place = placeName(zoneAt(own, value || serverNow()), useLanguage());
  const two = (number: number) => String(number).padStart(2, "0");
  const clock = value ? wallClock(value, own) : null;
  const shown = clock
    ? `${dayOf(value, own)}T${two(Math.floor(clock.minute / 60))}:${two(clock.minute % 60)}`
    : "";
  const change = (typed: string) => {
    const [day, time] = typed.split("T");
    const [hours, minutes] = (time ?? "").split(":").map(Number);
    if (!day || hours === undefined || minutes === undefined) return onChange(null);
    onChange(instantAt(day, hours * 60 + minutes, own).toISOString());
  };
  return (
    <TextInput
      {...shared}
      type="datetime-local"
      label={t("programmes.onClockOf", { label, place })}
      value={shown}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
