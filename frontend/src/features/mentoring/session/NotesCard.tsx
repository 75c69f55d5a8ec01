import { Button, Stack, Textarea } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import { useDraft } from "@/lib/useDraft";
import type { Clock } from "@/lib/whoseClock";
import { useSessionChanged } from "../sessions";
import classes from "./session.module.css";

export function NotesCard({ session, zone }: { session: SessionDetail; zone: Clock }) {
  const { t } = useTranslation();
  const changed = useSessionChanged();
  const [draft, setDraft, clearDraft] = useDraft(`meridian.note.${session.id}`, { text: "" });
  const add = api.useMutation("post", "/api/sessions/{session_id}/notes/");
  const mayWrite = session.may.includes("note");
  if (!mayWrite && session.notes.length === 0) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await add
      .mutateAsync({ params: { path: { session_id: session.id } }, body: draft })
      .catch(() => null);
    if (!saved) return;
    clearDraft();
    await changed(saved);
  };
  return (
    <Card title={t("notes.title")}>
      <ul className={classes.notes}>
        {session.notes.map((note) => (
          <li key={note.at + note.author_name}>
            <small>
              {note.author_name} · <Moment at={note.at} zone={zone} />
            </small>
            {note.text}
          </li>
        ))}
      </ul>
      {mayWrite ? (
        <form onSubmit={submit}>
          <Stack gap="sm" align="flex-start">
            <Textarea
              label={t("notes.label")}
              w="100%"
              rows={3}
              size="md"
              required
              withAsterisk={false}
              value={draft.text}
              onChange={(event) => setDraft({ text: event.currentTarget.value })}
            />
            <ErrorState error={add.error} />
            <Button type="submit" variant="default" loading={add.isPending}>
              {t("notes.add")}
            </Button>
          </Stack>
        </form>
      ) : null}
    </Card>
  );
}
