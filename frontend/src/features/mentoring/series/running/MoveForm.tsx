import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { instantAt, wallClock } from "@/lib/days";
import { zoneAt } from "@/lib/whoseClock";
import type { ChangeProps } from "./ChangeDialog";
import { DeedForm } from "./DeedForm";
import { clockField, MoveFields } from "./MoveFields";
import { MovePreview } from "./MovePreview";
import { useDeed } from "./useDeed";

/** Another day and hour, typed on the reader's clock, with all that would move and what stands in its way. */
export function MoveForm({
  which,
  series,
  one,
  here,
  onClose,
}: ChangeProps & { which: "this" | "following" }) {
  const { t } = useTranslation();
  const tell = useTell();
  const navigate = useNavigate();
  const deed = useDeed(series);
  const [to, setTo] = useState(one.starts_at);
  const [reason, setReason] = useState("");
  const [clear, setClear] = useState(false);
  const [override, setOverride] = useState(false);
  const move = api.useMutation("post", "/api/series/{series_id}/move/");
  const onAnchor = wallClock(to, series.anchor_zone);
  const first = { starts_on: onAnchor.day, starts_time: clockField(onAnchor.minute) };
  const date = { on: one.on, override };
  const plan = which === "this" ? { which, ...date, starts_at: to } : { which, ...date, ...first };
  const submit = async () => {
    const body = { ...plan, reason };
    const done = await deed.carryOut(() => move.mutateAsync({ params: deed.params, body }));
    if (!done) return;
    tell(t(`series.done.${which}`));
    onClose();
    if (done.id !== series.id) navigate(`/series/${done.id}`);
  };
  return (
    <DeedForm
      deed={deed}
      here={here}
      label={t("actions.words.reschedule")}
      word={reason}
      needed
      onWord={setReason}
      confirm={t(`series.confirm.${which}`)}
      disabled={!clear || to === one.starts_at}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{t(`series.explain.${which}`)}</p>
      <MoveFields
        at={to}
        clock={here}
        onChange={(day, minute) => setTo(instantAt(day, minute, zoneAt(here, to)).toISOString())}
      />
      {series.may.includes("override_policy") ? (
        <Checkbox
          size="md"
          label={t("series.override")}
          checked={override}
          onChange={(event) => setOverride(event.currentTarget.checked)}
        />
      ) : null}
      {to === one.starts_at ? null : (
        <MovePreview series={series} plan={plan} onClear={setClear} onTake={setTo} />
      )}
    </DeedForm>
  );
}
