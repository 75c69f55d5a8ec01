import { TextInput } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { type Choice, chosenDates, countOf } from "../dates/choice";
import { DateChoices } from "../dates/DateChoices";
import { seriesClocks, sidesIn } from "../series";
import type { DeedDialogProps } from "./AnswerDialog";
import { ConfirmRow } from "./ConfirmRow";
import { useDeed } from "./useDeed";

/** More dates by the same rule, looked at before they are asked for. */
export function ExtendDialog({ series, onClose }: DeedDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const deed = useDeed(series);
  const [count, setCount] = useState("2");
  const [choice, setChoice] = useState<Choice>({});
  const extend = api.useMutation("post", "/api/series/{series_id}/extend/");
  const number = Math.min(Math.max(Math.round(Number(count)) || 1, 1), 104);
  const preview = api.useQuery(
    "post",
    "/api/series/{series_id}/extend/preview/",
    { params: { path: deed.path }, body: { count: number } },
    { placeholderData: keepPreviousData },
  );
  const dates = preview.data?.dates ?? [];
  const open = countOf(dates, choice, "open");
  const chosen = chosenDates(dates, choice);
  const ready = preview.data && !preview.error && !preview.isPlaceholderData;
  const { here, there } = seriesClocks(series, useMe(), dates);
  const sides = sidesIn(series, dates);
  const submit = async () => {
    const body = { count: number, chosen };
    const done = await deed.carryOut(() => extend.mutateAsync({ params: deed.params, body }));
    if (!done) return void preview.refetch();
    tell(t("series.done.extend"));
    onClose();
  };
  return (
    <Dialog title={t("series.titles.extend")} wide onClose={onClose}>
      <ConfirmRow
        deed={deed}
        here={here}
        confirm={t("series.confirm.extend", { count: chosen.length })}
        disabled={!ready || open > 0 || chosen.length === 0}
        onSubmit={() => void submit()}
        onClose={onClose}
      >
        <TextInput
          label={t("series.extendBy")}
          type="number"
          min={1}
          max={104}
          size="md"
          value={count}
          onChange={({ currentTarget: { value } }) => setCount(value)}
        />
        <ErrorState error={preview.error} />
        {preview.isPending ? <Loading rows={2} height={56} /> : null}
        <DateChoices
          dates={dates}
          sides={sides}
          here={here}
          there={there}
          choice={choice}
          onChoose={(on, what) => setChoice((before) => ({ ...before, [on]: what }))}
        />
      </ConfirmRow>
    </Dialog>
  );
}
