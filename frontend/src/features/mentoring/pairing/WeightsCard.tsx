import { Button, Checkbox, NumberInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cycle } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { isLiving, usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";
import { WeightFields } from "./WeightFields";

const numbers = [
  { name: "enough_hours", min: 1, max: 60 },
  { name: "fewest_hours", min: 0, max: 60 },
  { name: "answer_days", min: 1, max: 60 },
  { name: "seed", min: 0, max: 2_147_483_647 },
] as const;
const switches = ["language_is_a_must", "with_hours", "is_stable"] as const;

/** How much each part of the score counts, and what is asked of the pairs. */
export function WeightsCard({ cycle }: { cycle: Cycle }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [terms, setTerms] = useState(cycle.terms);
  const onSuccess = usePairingChanged();
  const change = api.useMutation("patch", "/api/cycles/{cycle_id}/", { onSuccess });
  const problem = asProblem(change.error);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { cycle_id: cycle.id } }, body: terms };
    if (await change.mutateAsync(call).catch(() => null)) tell(t("pairing.saved"));
  };
  return (
    <Card title={t("pairing.weights")} lead={t("pairing.weightsLead")}>
      <form onSubmit={save} className={classes.form}>
        <WeightFields
          weights={terms.weights}
          onChange={(weights) => setTerms((before) => ({ ...before, weights }))}
        />
        <div className={classes.two}>
          {numbers.map(({ name, min, max }) => (
            <NumberInput
              key={name}
              label={t(`pairing.terms.${name}`)}
              min={min}
              max={max}
              allowDecimal={false}
              value={terms[name]}
              error={problem?.on(name)}
              onChange={(value) => setTerms((before) => ({ ...before, [name]: Number(value) }))}
              size="md"
            />
          ))}
          <NumberInput
            label={t("pairing.terms.most_per_organisation")}
            min={1}
            allowDecimal={false}
            value={terms.most_per_organisation ?? ""}
            onChange={(value) =>
              setTerms((before) => ({ ...before, most_per_organisation: Number(value) || null }))
            }
            size="md"
          />
        </div>
        {switches.map((name) => (
          <Checkbox
            key={name}
            label={t(`pairing.terms.${name}`)}
            checked={terms[name]}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setTerms((before) => ({ ...before, [name]: checked }));
            }}
          />
        ))}
        <ErrorState error={change.error} />
        <div>
          <Button type="submit" loading={change.isPending} disabled={!isLiving(cycle)}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
