import { Button, Stack, Textarea } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useDraft } from "@/lib/useDraft";
import { usePairChanged } from "./pairs";
import classes from "./pairs.module.css";

/** Notes for their author alone; whoever is not of the pair has none. */
export function PrivateNotesCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const ownClock = useOwnClock();
  const [draft, setDraft, clearDraft] = useDraft(`meridian.own.${pair.id}`, { text: "" });
  const onSuccess = usePairChanged();
  const write = api.useMutation("post", "/api/relations/{relation_id}/private-notes/", { onSuccess });
  const remove = api.useMutation("delete", "/api/relations/{relation_id}/private-notes/{note_id}/", {
    onSuccess,
  });
  if (pair.side === null) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { relation_id: pair.id } }, body: draft };
    if (await write.mutateAsync(call).catch(() => null)) clearDraft();
  };
  return (
    <Card title={t("pairs.privateNotes")} lead={t("pairs.privateNotesLead")}>
      <ul className={classes.items}>
        {pair.private_notes.map(({ id, text, at }) => (
          <li key={id}>
            <div className={classes.words}>
              <small>
                <Moment at={at} zone={ownClock} />
              </small>
              {text}
            </div>
            <Button
              size="xs"
              variant="subtle"
              onClick={() => remove.mutate({ params: { path: { relation_id: pair.id, note_id: id } } })}
            >
              {t("pairs.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorState error={write.error ?? remove.error} />
      {pair.may.includes("work") ? (
        <form onSubmit={submit}>
          <Stack gap="sm" align="flex-start">
            <Textarea
              label={t("pairs.privateNote")}
              w="100%"
              rows={3}
              size="md"
              required
              withAsterisk={false}
              value={draft.text}
              onChange={(event) => setDraft({ text: event.currentTarget.value })}
            />
            <Button type="submit" variant="default" loading={write.isPending}>
              {t("pairs.keepPrivate")}
            </Button>
          </Stack>
        </form>
      ) : null}
    </Card>
  );
}
