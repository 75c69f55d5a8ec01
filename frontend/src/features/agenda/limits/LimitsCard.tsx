import { Button, Checkbox, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Limits, WeeklyHours } from "@/api/types";
import { Card } from "@/components/Card";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useSeen } from "@/lib/useSeen";
import { HoursMeanwhile } from "../HoursMeanwhile";
import { LengthsField } from "./LengthsField";
import classes from "./limits.module.css";
import { NumberField } from "./NumberField";
import { StartsField } from "./StartsField";

const path = "/api/agenda/weekly-hours/";

/** What an expert asks of everybody who books, in plain words; saved apart from the hours. */
export function LimitsCard({ saved }: { saved: WeeklyHours }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const options = api.queryOptions("get", path, {});
  const { seen, see, look } = useSeen(saved, () => queries.fetchQuery({ ...options, staleTime: 0 }));
  // Only what was touched here is kept beside what is seen, so what others changed meanwhile stays.
  const [touched, setTouched] = useState<Partial<Limits>>({});
  const [asked, setAsked] = useState<boolean | null>(null);
  const limits = { ...seen.limits, ...touched };
  const unread = asked ?? seen.offer_when_unknown;
  const save = api.useMutation("put", path);
  const isChanged =
    JSON.stringify([limits, unread]) !== JSON.stringify([seen.limits, seen.offer_when_unknown]);
  useLeaveWarning(isChanged, t("hours.leave"));
  if (saved.revision > seen.revision && !isChanged) see(saved);
  const change = (changes: Partial<Limits>) => setTouched((before) => ({ ...before, ...changes }));
  const problem = asProblem(save.error);
  const errorOn = (name: string) => problem?.on(name) ?? problem?.on(`limits.${name}`);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { limits, ...(unread === null ? {} : { offer_when_unknown: unread }) };
    const params = { header: { "If-Match": `"${seen.revision}"` } };
    const answer = await save.mutateAsync({ params, body }).catch(look);
    if (!answer) return;
    setTouched({});
    setAsked(null);
    see(answer);
    queries.setQueryData(options.queryKey, answer);
    void queries.invalidateQueries({ queryKey: ["get", "/api/agenda/schedules/"] });
    tell(t("limits.saved"));
  };
  const number = (name: Parameters<typeof NumberField>[0]["name"], most: number, least = 0) => (
    <NumberField
      name={name}
      least={least}
      most={most}
      limits={limits}
      error={errorOn(name)}
      onChange={change}
    />
  );
  const date = (name: "window_from_on" | "window_until_on") => (
    <TextInput
      label={t(`limits.fields.${name}`)}
      type="date"
      size="md"
      value={limits[name] ?? ""}
      error={errorOn(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value || null })}
    />
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Card title={t("limits.pauses")} lead={t("limits.pausesLead")}>
          <div className={classes.fields}>
            {number("buffer_before_minutes", 240)}
            {number("buffer_after_minutes", 240)}
          </div>
        </Card>
        <Card title={t("limits.ahead")} lead={t("limits.aheadLead")}>
          <div className={classes.fields}>
            {number("notice_hours", 720)}
            {number("window_days", 730)}
            {date("window_from_on")}
            {date("window_until_on")}
          </div>
        </Card>
        <Card title={t("limits.most")} lead={t("limits.mostLead")}>
          <div className={classes.fields}>
            {number("max_per_day", 24, 1)}
            {number("max_per_week", 100, 1)}
            {number("max_per_month", 400, 1)}
          </div>
        </Card>
        <Card title={t("limits.starts")} lead={t("limits.startsLead")}>
          <StartsField limits={limits} error={errorOn("step_minutes")} onChange={change} />
        </Card>
        <Card title={t("limits.lengths")} lead={t("limits.lengthsLead")}>
          <LengthsField limits={limits} error={errorOn("session_minutes_offered")} onChange={change} />
        </Card>
        {unread === null ? null : (
          <Card title={t("limits.unread")} lead={t("limits.unreadLead")}>
            <Checkbox
              size="md"
              label={t("limits.offerUnread")}
              checked={unread}
              onChange={(event) => setAsked(event.currentTarget.checked)}
            />
          </Card>
        )}
        <HoursMeanwhile error={problem?.status === 400 && problem.errors.length > 0 ? null : save.error} />
        <div>
          <Button type="submit" size="md" disabled={!isChanged} loading={save.isPending}>
            {t("limits.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
