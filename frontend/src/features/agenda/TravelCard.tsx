import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursRange } from "@/api/types";
import { ZoneSelect } from "@/components/ZoneSelect";
import { api } from "@/lib/api";
import { startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { datesText, minuteText, timeText } from "@/lib/time";
import { oppositeZone, placeName } from "@/lib/zones";
import { DatesCard } from "./DatesCard";

/** Dates on which a person lives on another clock. */
export function TravelCard({ timeZone, week = [] }: { timeZone: string; week?: HoursRange[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [zone, setZone] = useState(() => oppositeZone(timeZone));
  const [changing, setChanging] = useState<number | null>(null);
  const list = api.useQuery("get", "/api/agenda/travel/", {});
  const queries = useQueryClient();
  // Every time is told on another clock now.
  const onSuccess = () => queries.invalidateQueries();
  const add = api.useMutation("post", "/api/agenda/travel/", { onSuccess });
  // What somebody else changed meanwhile is shown with the refusal.
  const onError = () => void list.refetch();
  const change = api.useMutation("patch", "/api/agenda/travel/{travel_id}/", { onSuccess, onError });
  const remove = api.useMutation("delete", "/api/agenda/travel/{travel_id}/", { onSuccess });
  /** What the first hours of the week come to on the clock there, told on the clock at home. */
  const effectOf = (from: string, there: string) => {
    const [first] = week;
    if (!first || there === timeZone) return undefined;
    const hours = `${minuteText(first.starts_minute, language)} – ${minuteText(first.ends_minute, language)}`;
    const starts = new Date(startOfDay(from, there).getTime() + first.starts_minute * 60_000);
    const place = placeName(there, language);
    const at = `${timeText(starts, timeZone, language)} ${placeName(timeZone, language)}`;
    return t("days.travelEffect", { place, hours, at });
  };
  const rows = (list.data ?? []).map(({ id, from_on, to_on, time_zone }) => ({
    id,
    text: `${datesText(from_on, to_on, language)} · ${placeName(time_zone, language)}`,
    effect: effectOf(from_on, time_zone),
  }));
  const row = (list.data ?? []).find(({ id }) => id === changing);
  const take = (id: number | null) => {
    change.reset();
    setChanging(id);
    setZone(list.data?.find((one) => one.id === id)?.time_zone ?? oppositeZone(timeZone));
  };
  const save = async (dates: { from_on: string; to_on: string }) => {
    const body = { ...dates, time_zone: zone };
    const params = row && { path: { travel_id: row.id }, header: { "If-Match": `"${row.revision}"` } };
    const saved = params ? change.mutateAsync({ params, body }) : add.mutateAsync({ body });
    const done = (await saved.catch(() => null)) !== null;
    if (done && params) take(null);
    return done;
  };
  return (
    <DatesCard
      key={row?.id ?? "new"}
      title={t("days.travel")}
      lead={t("days.travelLead")}
      none={t("days.noneTravel")}
      add={t(row ? "days.saveTravel" : "days.addTravel")}
      rows={rows}
      busy={add.isPending || change.isPending || remove.isPending}
      error={add.error ?? change.error ?? remove.error ?? list.error}
      onAdd={save}
      onChange={take}
      editing={
        row
          ? {
              id: row.id,
              from_on: row.from_on,
              to_on: row.to_on,
              text: rows.find(({ id }) => id === row.id)?.text ?? "",
            }
          : null
      }
      onKeep={() => take(null)}
      onRemove={(travel_id) => remove.mutate({ params: { path: { travel_id } } })}
    >
      <ZoneSelect
        label={t("days.zone")}
        value={zone}
        error={asProblem(add.error ?? change.error)?.on("time_zone")}
        onChange={setZone}
      />
    </DatesCard>
  );
}
