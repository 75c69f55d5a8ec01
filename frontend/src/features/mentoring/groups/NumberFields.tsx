import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProblemError } from "@/lib/problem";
import type { Draft } from "./draft";
import classes from "./groups.module.css";

type NumberFieldsProps = {
  draft: Draft;
  problem: ProblemError | null;
  fill: (changes: Partial<Draft>) => void;
};

const fields = [
  { name: "minutes", min: 15, max: 480 },
  { name: "seats", min: 1, max: 200 },
  { name: "closes_hours", min: 0, max: 672 },
  { name: "offer_hours", min: 1, max: 168 },
] as const;

export function NumberFields({ draft, problem, fill }: NumberFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      {fields.map(({ name, min, max }) => (
        <NumberInput
          key={name}
          label={t(`groups.${name}`)}
          size="md"
          min={min}
          max={max}
          allowDecimal={false}
          value={draft[name]}
          error={problem?.on(name)}
          onChange={(value) => fill({ [name]: Number(value) || min })}
        />
      ))}
    </div>
  );
}
