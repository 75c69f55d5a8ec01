import { Button, Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { dateText } from "@/lib/time";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";

export function MilestonesCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [step, setStep] = useState({ title: "", due_on: "" });
  const onSuccess = usePairChanged();
  const mark = api.useMutation("patch", "/api/relations/{relation_id}/milestones/{milestone_id}/", {
    onSuccess,
  });
  const add = api.useMutation("post", "/api/relations/{relation_id}/milestones/", { onSuccess });
  const works = pair.may.includes("work");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { title: step.title, due_on: step.due_on || null };
    const call = { params: { path: { relation_id: pair.id } }, body };
    if (await add.mutateAsync(call).catch(() => null)) setStep({ title: "", due_on: "" });
  };
  return (
    <Card title={t("pairs.milestones")} lead={pair.milestones.length ? null : t("pairs.noMilestones")}>
      <ul className={classes.items}>
        {pair.milestones.map(({ id, title_ko, title_en, due_on, reached_at }) => (
          <li key={id}>
            <Checkbox
              label={inLanguage(language, title_ko, title_en)}
              description={due_on ? t("pairs.due", { day: dateText(due_on, serverNow(), language) }) : null}
              checked={reached_at !== null}
              disabled={!works}
              onChange={(event) =>
                mark.mutate({
                  params: { path: { relation_id: pair.id, milestone_id: id } },
                  body: { reached: event.currentTarget.checked },
                })
              }
            />
          </li>
        ))}
      </ul>
      <ErrorState error={add.error ?? mark.error} />
      {works ? (
        <form onSubmit={submit} className={classes.fields}>
          <TextInput
            label={t("pairs.newMilestone")}
            required
            withAsterisk={false}
            size="md"
            maxLength={200}
            value={step.title}
            onChange={(event) => setStep({ ...step, title: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t("pairs.dueOn")}
            size="md"
            value={step.due_on}
            onChange={(event) => setStep({ ...step, due_on: event.currentTarget.value })}
          />
          <div>
            <Button type="submit" variant="default" loading={add.isPending}>
              {t("pairs.addMilestone")}
            </Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}
