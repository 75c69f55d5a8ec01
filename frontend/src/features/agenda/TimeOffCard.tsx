import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { datesText } from "@/lib/time";
import { DatesCard } from "./DatesCard";

/** Dates on which nobody can book, whatever the week says. */
export function TimeOffCard() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [reason, setReason] = useState("");
  const list = api.useQuery("get", "/api/agenda/time-off/", {});
  const onSuccess = () => list.refetch();
  const add = api.useMutation("post", "/api/agenda/time-off/", { onSuccess });
  const remove = api.useMutation("delete", "/api/agenda/time-off/{time_off_id}/", { onSuccess });
  const rows = (list.data ?? []).map(({ id, from_on, to_on, reason: why }) => ({
    id,
    text: [datesText(from_on, to_on, language), why].filter(Boolean).join(" · "),
  }));
  const save = async (dates: { from_on: string; to_on: string }) => {
    const added = await add.mutateAsync({ body: { ...dates, reason } }).catch(() => null);
    if (added) setReason("");
    return added !== null;
  };
  return (
    <DatesCard
      title={t("days.off")}
      lead={t("days.offLead")}
      none={t("days.noneOff")}
      add={t("days.addOff")}
      rows={rows}
      busy={add.isPending || remove.isPending}
      error={add.error ?? remove.error ?? list.error}
      onAdd={save}
      onRemove={(time_off_id) => remove.mutate({ params: { path: { time_off_id } } })}
    >
      <TextInput
        label={t("days.reason")}
        description={t("days.reasonHint")}
        inputWrapperOrder={["label", "input", "description"]}
        size="md"
        maxLength={120}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DatesCard>
  );
}
