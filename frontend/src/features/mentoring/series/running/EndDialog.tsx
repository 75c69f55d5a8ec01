import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { useMomentLine } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { datesAhead } from "../series";
import type { DeedDialogProps } from "./AnswerDialog";
import { DateLines } from "./DateLines";
import { DeedForm } from "./DeedForm";
import { useDeed } from "./useDeed";

/** Calls off all dates from one on, which are listed before it is confirmed. */
export function EndDialog({ series, ...rest }: DeedDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const line = useMomentLine();
  const deed = useDeed(series);
  const now = useNow(60_000);
  const ahead = datesAhead(series, now);
  const [from, setFrom] = useState(ahead[0]?.on ?? "");
  const [reason, setReason] = useState("");
  const end = api.useMutation("post", "/api/series/{series_id}/end/");
  const gone = ahead.filter(({ on }) => on >= from);
  const withdrawing = series.state === "requested";
  const deedName = withdrawing ? "withdraw" : "end";
  const submit = async () => {
    const body = { from_on: from || null, reason };
    if (!(await deed.carryOut(() => end.mutateAsync({ params: deed.params, body })))) return;
    tell(t(`series.done.${deedName}`));
    rest.onClose();
  };
  return (
    <Dialog title={t(`series.titles.${deedName}`)} onClose={rest.onClose}>
      <DeedForm
        deed={deed}
        {...rest}
        label={t("actions.words.cancel")}
        word={reason}
        needed
        onWord={setReason}
        confirm={t(`series.confirm.${deedName}`, { count: gone.length })}
        undoing
        disabled={gone.length === 0}
        onSubmit={() => void submit()}
      >
        {withdrawing ? null : (
          <NativeSelect
            label={t("series.endFrom")}
            size="md"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            data={ahead.map(({ on, starts_at }) => ({ value: on, label: line(starts_at, rest.here) }))}
          />
        )}
        <p>{t("series.explain.end", { count: gone.length })}</p>
        <DateLines dates={gone} {...rest} />
      </DeedForm>
    </Dialog>
  );
}
