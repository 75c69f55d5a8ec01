import { Button, CloseButton, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { useMomentLine } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { useClocks, useForgetStarts } from "@/features/agenda/picker/useFreeStarts";
import { SlotPicker } from "@/features/agenda/SlotPicker";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { NextFree } from "../booking/NextFree";
import { SessionMeanwhile } from "../session/SessionMeanwhile";
import { useSeenSession } from "../session/useSeenSession";
import { sessionReading, useSessionChanged } from "../sessions";
import { LateStarts } from "./LateStarts";
import classes from "./proposal.module.css";

const atMost = 5;

/** Offers the other side one to five other times, with a word. */
export function ProposeDialog({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const forgetStarts = useForgetStarts();
  const line = useMomentLine();
  const reading = sessionReading(session, useMe());
  const asked = {
    expertId: session.expert.id,
    programme: session.programme.slug,
    moving: session.id,
    besideAgreed: true,
  };
  const [starts, setStarts] = useState<string[]>([]);
  const { here, there } = useClocks(asked, reading, starts.at(-1) ?? null);
  const [word, setWord] = useState("");
  const onSuccess = useSessionChanged();
  const { params, look } = useSeenSession(session);
  const propose = api.useMutation("post", "/api/sessions/{session_id}/propose/", { onSuccess });
  const problem = asProblem(propose.error);
  const late = problem?.code === "outside_humane_hours" ? problem.starts : [];
  const drop = (start: string) => {
    propose.reset();
    setStarts((before) => before.filter((one) => one !== start));
  };
  const pick = (start: string) => {
    propose.reset();
    if (starts.includes(start)) return drop(start);
    if (starts.length < atMost) setStarts([...starts, start].sort());
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { starts, word, ...(late.length > 0 ? { outside_humane_hours: true } : {}) };
    const proposed = await propose.mutateAsync({ params, body }).catch(look);
    if (!proposed) return void forgetStarts();
    tell(t("proposal.sent"));
    onClose();
  };
  return (
    <Dialog title={t("actions.propose")} wide onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <p>{t("proposal.lead")}</p>
          <SlotPicker {...asked} {...reading} value={null} many={starts} onPick={pick} />
          <div>
            <p role="status">{t("proposal.chosen", { number: starts.length, most: atMost })}</p>
            <ul className={classes.chosen}>
              {starts.map((start) => (
                <li key={start}>
                  {line(start, here, there)}
                  <CloseButton
                    size="lg"
                    aria-label={t("hours.remove", { range: line(start, here, there) })}
                    onClick={() => drop(start)}
                  />
                </li>
              ))}
            </ul>
          </div>
          <Textarea
            label={t("proposal.word")}
            description={t("booking.optional")}
            rows={2}
            size="md"
            maxLength={500}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          {late.length > 0 ? (
            <LateStarts late={late} />
          ) : (
            <SessionMeanwhile error={propose.error} session={session} />
          )}
          <NextFree starts={problem?.nextFree ?? []} here={here} there={there} onPick={pick} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={onClose}>
              {t("common.back")}
            </Button>
            <Button type="submit" size="md" disabled={starts.length === 0} loading={propose.isPending}>
              {t(late.length > 0 ? "proposal.sendAnyway" : "proposal.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
