import { Button, NumberInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { paramsUnder, useDeskChanged } from "../programmes";
import classes from "../programmes.module.css";
import { Meanwhile } from "./Meanwhile";

type Row = ProgrammeDesk["milestones"][number] & { local: number };

/** Goals and milestones, in their order. */
export function MilestonesTab({ programme }: { programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [rows, setRows] = useState<Row[]>(() =>
    programme.milestones.map((row, local) => ({ ...row, local })),
  );
  const onSuccess = useDeskChanged();
  const save = api.useMutation("put", "/api/programme-desk/{slug}/milestones/", { onSuccess });
  const problem = asProblem(save.error);
  const set = (local: number, changes: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.local === local ? { ...row, ...changes } : row)));
  const add = () =>
    setRows((before) => [
      ...before,
      {
        title_ko: "",
        title_en: "",
        due_weeks: 4,
        local: Math.max(-1, ...before.map(({ local }) => local)) + 1,
      },
    ]);
  const submit = async () => {
    const body = { milestones: rows.map(({ local, ...row }) => row) };
    const saved = await save.mutateAsync({ params: paramsUnder(programme), body }).catch(() => null);
    if (saved) tell(t("programmes.saved"));
  };
  return (
    <Card title={t("programmes.tabs.milestones")} lead={t("programmes.milestonesLead")}>
      <Stack gap="md">
        <ol className={classes.rows}>
          {rows.map((row, place) => (
            <li key={row.local} className={classes.row}>
              <div className={classes.pair}>
                {(["title_ko", "title_en"] as const).map((field) => (
                  <TextInput
                    key={field}
                    size="md"
                    label={t(`programmes.milestone.${field}`, { number: place + 1 })}
                    maxLength={200}
                    value={row[field]}
                    error={problem?.on(`milestones.${place}.${field}`)}
                    onChange={(event) => set(row.local, { [field]: event.currentTarget.value })}
                  />
                ))}
                <NumberInput
                  size="md"
                  label={t("programmes.milestone.due_weeks", { number: place + 1 })}
                  placeholder={t("programmes.milestone.goal")}
                  min={1}
                  max={104}
                  allowDecimal={false}
                  value={row.due_weeks ?? ""}
                  error={problem?.on(`milestones.${place}.due_weeks`)}
                  onChange={(value) => set(row.local, { due_weeks: value === "" ? null : Number(value) })}
                />
              </div>
              <div>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setRows((before) => before.filter(({ local }) => local !== row.local))}
                >
                  {t("programmes.takeOut")}
                </Button>
              </div>
            </li>
          ))}
        </ol>
        {problem?.errors.length ? null : <Meanwhile error={save.error} slug={programme.slug} />}
        <div className={classes.deeds}>
          <Button variant="default" size="md" onClick={add}>
            {t("programmes.addMilestone")}
          </Button>
          <Button size="md" loading={save.isPending} onClick={submit}>
            {t("programmes.saveMilestones")}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}
