import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { type Outcome, useSessionAction } from "./useSessionAction";

type Asked =
  | "accept"
  | "decline"
  | "complete"
  | "no_show"
  | "cancel"
  | "withdraw"
  | "turn_down"
  | "dispute"
  | "settle";
type ActionDialogProps = { action: Asked; session: SessionDetail; onClose: () => void };

const withWord = ["accept", "decline", "cancel", "withdraw", "turn_down", "dispute", "settle"] as const;
const wordNeeded: readonly Asked[] = ["cancel", "withdraw", "dispute", "settle"];
const outcomes: readonly Outcome[] = ["startup", "expert", "took_place"];

/** Confirms an action, and asks for the word or reason that goes to the other side. */
export function ActionDialog({ action, session, onClose }: ActionDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [word, setWord] = useState("");
  const [who, setWho] = useState<Outcome>("startup");
  const { calls, error, isPending } = useSessionAction(session);
  const isUndoing = action === "cancel" || action === "withdraw";
  const worded = withWord.find((candidate) => candidate === action);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await calls[action]({ word, who }).catch(() => null);
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
          <ErrorState error={error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={onClose}>
              {t("common.back")}
            </Button>
            <Button type="submit" size="md" loading={isPending} color={isUndoing ? "red" : undefined}>
              {t(`actions.confirm.${action}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
