import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ZoneSelect } from "@/components/ZoneSelect";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { datesText } from "@/lib/time";
import { oppositeZone, placeName } from "@/lib/zones";
import { DatesCard } from "./DatesCard";

/** Dates on which a person lives on another clock. */
export function TravelCard({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [zone, setZone] = useState(() => oppositeZone(timeZone));
  const list = api.useQuery("get", "/api/agenda/travel/", {});
  const onSuccess = () => list.refetch();
  const add = api.useMutation("post", "/api/agenda/travel/", { onSuccess });
  const remove = api.useMutation("delete", "/api/agenda/travel/{travel_id}/", { onSuccess });
  const rows = (list.data ?? []).map(({ id, from_on, to_on, time_zone }) => ({
    id,
    text: `${datesText(from_on, to_on, language)} · ${placeName(time_zone, language)}`,
  }));
  const save = async (dates: { from_on: string; to_on: string }) => {
    const added = await add.mutateAsync({ body: { ...dates, time_zone: zone } }).catch(() => null);
    return added !== null;
  };
  return (
    <DatesCard
      title={t("days.travel")}
      lead={t("days.travelLead")}
      none={t("days.noneTravel")}
      add={t("days.addTravel")}
      rows={rows}
      busy={add.isPending || remove.isPending}
      error={add.error ?? remove.error ?? list.error}
      onAdd={save}
      onRemove={(travel_id) => remove.mutate({ params: { path: { travel_id } } })}
    >
      <ZoneSelect
        label={t("days.zone")}
        value={zone}
        error={asProblem(add.error)?.on("time_zone")}
        onChange={setZone}
      />
    </DatesCard>
  );
}
