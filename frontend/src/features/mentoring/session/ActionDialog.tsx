import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { OwnCalendarShows, wantsKnowing } from "../OwnCalendarShows";
import { sessionZones } from "../sessions";
import { SessionMeanwhile } from "./SessionMeanwhile";
import { type Outcome, useSessionAction } from "./useSessionAction";

type Asked =
  | "accept"
  | "decline"
  | "complete"
  | "no_show"
  | "cancel"
  | "confirm_cancel"
  | "withdraw"
  | "turn_down"
  | "dispute"
  | "excuse"
  | "settle";
type ActionDialogProps = { action: Asked; session: SessionDetail; onClose: () => void };

const withWord = [
  "accept",
  "decline",
  "cancel",
  "confirm_cancel",
  "withdraw",
  "turn_down",
  "dispute",
  "excuse",
  "settle",
] as const;
const wordNeeded: readonly Asked[] = ["cancel", "withdraw", "dispute", "excuse", "settle"];
const outcomes: readonly Outcome[] = ["startup", "expert", "took_place"];

/** Confirms an action, and asks for the word or reason that goes to the other side. */
export function ActionDialog({ action, session, onClose }: ActionDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const me = useMe();
  const [word, setWord] = useState("");
  const [who, setWho] = useState<Outcome>("startup");
  const { calls, look, error, isPending } = useSessionAction(session);
  const knowingly = action === "accept" && wantsKnowing(error);
  const isUndoing = action === "cancel" || action === "confirm_cancel" || action === "withdraw";
  const worded = withWord.find((candidate) => candidate === action);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await calls[action]({ word, who, knowingly }).catch(look);
    if (!done) return;
    tell(t(`actions.done.${action}`));
    onClose();
  };
  return (
    <Dialog title={t(`actions.titles.${action}`)} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t(`actions.explain.${action}`)}</p>
          {worded ? (
            <Textarea
              label={t(`actions.words.${worded}`)}
              required={wordNeeded.includes(action)}
              withAsterisk={false}
              rows={3}
              size="md"
              value={word}
              onChange={(event) => setWord(event.currentTarget.value)}
            />
          ) : null}
          {action === "no_show" || action === "settle" ? (
            <NativeSelect
              label={t("actions.whoMissed")}
              size="md"
              value={who}
              onChange={(event) =>
                setWho(outcomes.find((one) => one === event.currentTarget.value) ?? "startup")
              }
              data={[
                { value: "startup", label: session.founder.name },
                { value: "expert", label: session.expert.name },
                ...(action === "settle" ? [{ value: "took_place", label: t("session.bothCame") }] : []),
              ]}
            />
          ) : null}
          <SessionMeanwhile error={error} session={session} />
          <OwnCalendarShows error={error} zone={sessionZones(session, me).here} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={onClose}>
              {t("common.back")}
            </Button>
            <Button type="submit" size="md" loading={isPending} color={isUndoing ? "red" : undefined}>
              {knowingly ? t("actions.acceptKnowingly") : t(`actions.confirm.${action}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
