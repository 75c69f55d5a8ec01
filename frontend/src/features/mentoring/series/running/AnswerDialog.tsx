import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Series } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";
import { OwnCalendarShows, wantsKnowing } from "../../OwnCalendarShows";
import { DateLines } from "./DateLines";
import { DeedForm } from "./DeedForm";
import { useDeed } from "./useDeed";

export type DeedDialogProps = { series: Series; here: Clock; there: Clock; onClose: () => void };

/** The one answer for all dates that wait for it. */
export function AnswerDialog({
  answer,
  series,
  ...rest
}: DeedDialogProps & { answer: "accept" | "decline" }) {
  const { t } = useTranslation();
  const tell = useTell();
  const deed = useDeed(series);
  const [word, setWord] = useState("");
  const accept = api.useMutation("post", "/api/series/{series_id}/accept/");
  const decline = api.useMutation("post", "/api/series/{series_id}/decline/");
  const knowingly = wantsKnowing(deed.error);
  const waiting = series.occurrences.filter(({ state }) => state === "requested");
  const submit = async () => {
    const { params } = deed;
    const taken = () => accept.mutateAsync({ params, body: { word, knowingly } });
    const dropped = () => decline.mutateAsync({ params, body: { word } });
    if (!(await deed.carryOut(answer === "accept" ? taken : dropped))) return;
    tell(t(`actions.done.${answer}`));
    rest.onClose();
  };
  return (
    <Dialog title={t(`series.titles.${answer}`)} onClose={rest.onClose}>
      <DeedForm
        deed={deed}
        {...rest}
        label={t("answer.word")}
        word={word}
        needed={false}
        onWord={setWord}
        confirm={
          knowingly ? t("actions.acceptKnowingly") : t(`series.confirm.${answer}`, { count: waiting.length })
        }
        undoing={answer === "decline"}
        onSubmit={() => void submit()}
      >
        <p>{t(`series.explain.${answer}`)}</p>
        <DateLines dates={waiting} {...rest} />
        <OwnCalendarShows error={deed.error} zone={rest.here} />
      </DeedForm>
    </Dialog>
  );
}
