import { Button, CloseButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursRange, Override } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { datesText, minuteText } from "@/lib/time";
import classes from "./dates.module.css";
import { OverrideForm } from "./OverrideForm";

/** Dates with hours of their own, or none: those there are, and a calendar to set more. */
export function OverridesCard({ timeZone, week }: { timeZone: string; week: HoursRange[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const queries = useQueryClient();
  const list = api.useQuery("get", "/api/agenda/overrides/", {});
  const put = api.useMutation("put", "/api/agenda/overrides/");
  const drop = api.useMutation("delete", "/api/agenda/overrides/{on}/");
  const [editing, setEditing] = useState<Override | null>(null);
  const [gone, setGone] = useState<Override | null>(null);
  const refresh = async () => {
    await list.refetch();
    void queries.invalidateQueries({ queryKey: ["get", "/api/agenda/calendar/"] });
  };
  const save = async (overrides: Pick<Override, "on" | "ranges">[]) => {
    for (const { on, ranges } of overrides) {
      const saved = await put.mutateAsync({ body: { on, ranges } }).catch(() => null);
      if (!saved) break;
    }
    setEditing(null);
    setGone(null);
    await refresh();
  };
  const remove = async (override: Override) => {
    const { on } = override;
    const done = await drop.mutateAsync({ params: { path: { on } } }).then(
      () => true,
      () => false,
    );
    if (done) setGone(override);
    await refresh();
  };
  const hours = ({ ranges }: Override) =>
    ranges
      .map((one) => `${minuteText(one.starts_minute, language)} – ${minuteText(one.ends_minute, language)}`)
      .join(", ") || t("overrides.off");
  const textOf = (one: Override) => `${datesText(one.on, one.on, language)} · ${hours(one)}`;
  const rows = list.data ?? [];
  return (
    <Card title={t("overrides.title")} lead={t("overrides.lead")}>
      {list.data && rows.length === 0 ? <p>{t("overrides.none")}</p> : null}
      <ul className={classes.rows} aria-live="polite">
        {rows.map((row) => (
          <li key={row.on}>
            <span>{textOf(row)}</span>
            <span className={classes.buttons}>
              <Button
                variant="subtle"
                size="compact-md"
                aria-label={t("overrides.edit", { date: textOf(row) })}
                onClick={() => setEditing(row)}
              >
                {t("overrides.change")}
              </Button>
              <CloseButton
                size="lg"
                disabled={drop.isPending}
                aria-label={t("hours.remove", { range: textOf(row) })}
                onClick={() => remove(row)}
              />
            </span>
          </li>
        ))}
      </ul>
      {gone ? (
        <Notice>
          <p>{t("overrides.removed", { date: textOf(gone) })}</p>
          <Button variant="default" size="xs" onClick={() => save([gone])}>
            {t("overrides.undo")}
          </Button>
        </Notice>
      ) : null}
      <ErrorState error={put.error ?? drop.error ?? list.error} />
      <OverrideForm
        key={editing?.on ?? "new"}
        timeZone={timeZone}
        week={week}
        overrides={rows}
        editing={editing}
        busy={put.isPending}
        onSave={save}
      />
    </Card>
  );
}
