import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Button, MultiSelect, NativeSelect, Select } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DoorGuest } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { NothingFound } from "@/components/NothingFound";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./day.module.css";
import { type Side, useFoundOnSide, useWalkIn } from "./useWalkIn";

const sides = ["startup", "contact"] as const satisfies readonly Side[];

type WalkInCardProps = { slug: string; guests: readonly DoorGuest[] };

/** Somebody stands at the desk who had not registered: a place, and whom they would like to meet. */
export function WalkInCard({ slug, guests }: WalkInCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [side, setSide] = useState<Side>("startup");
  const [who, setWho] = useState<string | null>(null);
  const [wishes, setWishes] = useState<string[]>([]);
  const found = useFoundOnSide(side);
  const walkIn = useWalkIn(slug);
  const others = guests.filter(({ kind }) => kind !== side);
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (!who || !(await walkIn.send(side, Number(who), wishes.map(Number)))) return;
    setWho(null);
    setWishes([]);
  };
  return (
    <Card title={t("day.walkIn")} lead={t("day.walkInLead")}>
      <form className={classes.filters} onSubmit={(submitted) => void submit(submitted)}>
        <NativeSelect
          label={t("events.kind")}
          value={side}
          data={sides.map((value) => ({ value, label: t(`events.kinds.${value}`) }))}
          onChange={(event) => {
            setSide(event.currentTarget.value as Side);
            setWho(null);
            setWishes([]);
          }}
        />
        <Select
          label={t("day.who")}
          placeholder={t("day.whoHint")}
          searchable
          nothingFoundMessage={<NothingFound text={t("day.nobody")} />}
          filter={({ options }) => options}
          data={found.options}
          onSearchChange={found.look}
          value={who}
          onChange={setWho}
        />
        <MultiSelect
          label={t("day.wouldMeet")}
          searchable
          data={others.map((one) => ({
            value: String(one.id),
            label: `${one.name} · ${inLanguage(language, one.company_ko, one.company_en)}`,
          }))}
          value={wishes}
          onChange={setWishes}
        />
        <Button type="submit" disabled={!who} loading={walkIn.isPending}>
          {t("day.letIn")}
        </Button>
      </form>
      <ErrorState error={found.error ?? walkIn.error} />
    </Card>
  );
}
