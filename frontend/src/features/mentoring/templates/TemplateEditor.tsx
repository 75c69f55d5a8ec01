import { Button, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Card } from "@/components/Card";
import { MeanwhileNotice } from "@/components/MeanwhileNotice";
import { Notice } from "@/components/Notice";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { asProblem } from "@/lib/problem";
import { useSeen } from "@/lib/useSeen";
import { BudgetMeter } from "./BudgetMeter";
import { Cleaned } from "./Cleaned";
import { HistoryCard } from "./HistoryCard";
import { LeftOut } from "./LeftOut";
import { PreviewCard } from "./PreviewCard";
import { type Place, useKnown, useShown, useWording, type Which, type WordsDraft } from "./templates";
import classes from "./templates.module.css";
import { WordsFields } from "./WordsFields";

type TemplateEditorProps = { which: Which; template: Template };

/** The words of one message being written: what they become is shown beside them as one types. */
export function TemplateEditor({ which, template }: TemplateEditorProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const known = useKnown(which);
  const { seen, see, look } = useSeen(template, known.fetch);
  const [draft, setDraft] = useState<WordsDraft>(template.words);
  const [place, setPlace] = useState<Place>(which.language === "ko" ? "seoul" : "california");
  const { save, restore } = useWording(which);
  const isApproved = template.is_approved;
  const [settled] = useDebouncedValue(draft, 300);
  const shown = useShown(which, settled, place);
  const isChanged = draft.subject !== seen.words.subject || draft.body !== seen.words.body;
  useLeaveWarning(isChanged, t("templates.leave"));
  const params = { path: which, header: { "If-Match": `"${seen.number}"` } };
  const take = (answer: Template, words: string) => {
    see(answer);
    setDraft(answer.words);
    known.keep(answer);
    tell(words);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    restore.reset();
    const answer = await save.mutateAsync({ params, body: draft }).catch(look);
    if (answer) take(answer, t("templates.saved"));
  };
  const goBack = async (number: number | null) => {
    save.reset();
    const answer = await restore.mutateAsync({ params, body: { number } }).catch(look);
    const none = isApproved ? "templates.nowNone" : "templates.nowBuiltIn";
    if (answer) take(answer, t(number === null ? none : "templates.restored", { number }));
  };
  const isOld = settled !== draft || shown.isPlaceholderData;
  const error = save.error ?? restore.error;
  const problem = asProblem(error);
  const isMeanwhile = problem?.code === "changed_meanwhile";
  // Nothing is wrong with approved words of which nobody has entered anything yet.
  const isBlank = isApproved && !draft.subject && !draft.body;
  const faults = isBlank ? [] : (shown.data?.faults ?? []);
  return (
    <Stack gap="lg">
      {seen.fits ? null : <Notice tone="bad">{t("templates.fitsNotHint")}</Notice>}
      <div className={classes.columns}>
        <form onSubmit={submit}>
          <Card
            title={t(isApproved ? "templates.approvedWords" : "templates.words")}
            lead={t(isApproved ? "templates.approvedWordsLead" : "templates.wordsLead")}
          >
            <Stack gap="md">
              <WordsFields
                draft={draft}
                placeholders={seen.placeholders}
                subject={isApproved ? "approvedId" : which.channel === "email" ? "subject" : null}
                body={isApproved ? "variables" : "body"}
                faults={faults}
                onChange={setDraft}
              >
                {shown.data?.budget ? <BudgetMeter budget={shown.data.budget} isOld={isOld} /> : null}
                {shown.data && shown.data.changes.length > 0 ? (
                  <Cleaned changes={shown.data.changes} />
                ) : null}
                {isBlank ? null : <LeftOut body={draft.body} placeholders={seen.placeholders} />}
              </WordsFields>
              <MeanwhileNotice
                error={problem?.isAllOn(["subject", "body"]) ? null : error}
                title={t("templates.meanwhile")}
                lines={isMeanwhile ? seen.words.body.split("\n").filter(Boolean) : []}
                again={t("templates.meanwhileAgain")}
              />
              <div className={classes.deeds}>
                <Button
                  type="submit"
                  size="md"
                  disabled={!isChanged || faults.length > 0}
                  loading={save.isPending}
                >
                  {t("templates.save")}
                </Button>
                {isChanged ? (
                  <Button variant="default" size="md" onClick={() => setDraft(seen.words)}>
                    {t("templates.discard")}
                  </Button>
                ) : null}
                {seen.is_own ? (
                  <Button
                    variant="default"
                    size="md"
                    loading={restore.isPending}
                    onClick={() => goBack(null)}
                  >
                    {t(isApproved ? "templates.toNone" : "templates.toBuiltIn")}
                  </Button>
                ) : null}
              </div>
            </Stack>
          </Card>
        </form>
        <PreviewCard
          shown={shown.data}
          error={shown.error}
          isOld={isOld}
          place={place}
          isMail={which.channel === "email"}
          isApproved={isApproved}
          onPlace={setPlace}
        />
      </div>
      <HistoryCard template={seen} isPending={restore.isPending} onRestore={goBack} />
    </Stack>
  );
}
