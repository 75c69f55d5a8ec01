import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { datesAhead } from "../series";
import type { ChangeProps } from "./ChangeDialog";
import { DeedForm } from "./DeedForm";
import { useDeed } from "./useDeed";

export function SkipForm({ series, one, here, onClose }: ChangeProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const deed = useDeed(series);
  const now = useNow(60_000);
  const [reason, setReason] = useState("");
  const skip = api.useMutation("post", "/api/series/{series_id}/skip/");
  const submit = async () => {
    const body = { on: one.on, reason };
    if (!(await deed.carryOut(() => skip.mutateAsync({ params: deed.params, body })))) return;
    tell(t("series.done.skip"));
    onClose();
  };
  return (
    <DeedForm
      deed={deed}
      here={here}
      label={t("actions.words.cancel")}
      word={reason}
      needed
      onWord={setReason}
      confirm={t("series.confirm.skip")}
      undoing
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{t("series.explain.skip", { count: datesAhead(series, now).length - 1 })}</p>
    </DeedForm>
  );
}
