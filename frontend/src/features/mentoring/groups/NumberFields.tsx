import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProblemError } from "@/lib/problem";
import type { Draft } from "./draft";
import classes from "./groups.module.css";

type Numbers = Pick<Draft, "seats" | "closes_hours" | "offer_hours"> & { minutes?: number };
type NumberFieldsProps = {
  draft: Numbers;
  problem: ProblemError | null;
  fill: (changes: Partial<Numbers>) => void;
};

const fields = [
  { name: "minutes", min: 15, max: 480 },
  { name: "seats", min: 1, max: 200 },
  { name: "closes_hours", min: 0, max: 672 },
  { name: "offer_hours", min: 1, max: 168 },
] as const;

/** The numbers of a group session; its length only where it can still be chosen. */
export function NumberFields({ draft, problem, fill }: NumberFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      {fields
        .filter(({ name }) => draft[name] !== undefined)
        .map(({ name, min, max }) => (
          <NumberInput
            key={name}
            label={t(`groups.${name}`)}
            size="md"
            min={min}
            max={max}
            allowDecimal={false}
            value={draft[name] ?? min}
            error={problem?.on(name)}
            onChange={(value) => fill({ [name]: Number(value) || min })}
          />
        ))}
    </div>
  );
}
