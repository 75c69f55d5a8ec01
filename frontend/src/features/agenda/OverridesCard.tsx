import { Button, CloseButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursRange, Override } from "@/api/types";
import { Card } from "@/components/Card";
import { MeanwhileNotice } from "@/components/MeanwhileNotice";
import { Notice } from "@/components/Notice";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
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
  const rows = list.data ?? [];
  const [gone, setGone] = useState<Override | null>(null);
  const refresh = async () => {
    await list.refetch();
    void queries.invalidateQueries({ queryKey: ["get", "/api/agenda/calendar/"] });
  };
  /** A date is changed as it was seen: when it was opened to be changed, or as the list shows it. */
  const header = (on: string) => {
    const known = editing?.on === on ? editing : rows.find((row) => row.on === on);
    return { "If-Match": `"${known?.revision ?? 0}"` };
  };
  const save = async (overrides: Pick<Override, "on" | "ranges">[]) => {
    for (const { on, ranges } of overrides) {
      const call = { params: { header: header(on) }, body: { on, ranges } };
      if (await put.mutateAsync(call).catch(() => null)) continue;
      // The form stays as it is, on the date as it is by now.
      const now = (await list.refetch()).data?.find((row) => row.on === editing?.on);
      return setEditing(now ?? null);
    }
    setEditing(null);
    setGone(null);
    await refresh();
  };
  const remove = async (override: Override) => {
    const { on } = override;
    const done = await drop.mutateAsync({ params: { path: { on }, header: header(on) } }).then(
      () => true,
      () => false,
    );
    await refresh(); // before it can be undone: a change is bound to what the list shows
    if (done) setGone(override);
  };
  const hours = ({ ranges }: Pick<Override, "ranges">) =>
    ranges
      .map((one) => `${minuteText(one.starts_minute, language)} – ${minuteText(one.ends_minute, language)}`)
      .join(", ") || t("overrides.off");
  const refused = put.error ?? drop.error;
  const changed = asProblem(refused)?.changed ?? [];
  const told = (ranges: unknown) =>
    Array.isArray(ranges)
      ? hours({ ranges: ranges.map(([starts_minute, ends_minute]) => ({ starts_minute, ends_minute })) })
      : t("overrides.usual");
  const textOf = (one: Override) => `${datesText(one.on, one.on, language)} · ${hours(one)}`;
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
      <MeanwhileNotice
        error={refused ?? list.error}
        title={t("changes.title")}
        lines={changed.map(({ before, after }) =>
          t("changes.from", { what: t("overrides.hours"), before: told(before), after: told(after) }),
        )}
        again={t("changes.kept")}
      />
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
