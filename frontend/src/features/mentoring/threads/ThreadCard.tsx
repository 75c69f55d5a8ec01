import { Button, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useDraft } from "@/lib/useDraft";
import { ThreadEntries } from "./ThreadEntries";

const PATH = "/api/sessions/{session_id}/thread/";
const PAGE = 50;
const MOST = 500;
const LONGEST = 2000;

/** What was written about a session, on this page or by text, and a box to write more: the others get it by e-mail. */
export function ThreadCard({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const [most, setMost] = useState(PAGE);
  const thread = api.useQuery(
    "get",
    PATH,
    { params: { path: { session_id: session.id }, query: { most } } },
    { refetchInterval: 8_000, staleTime: 0, placeholderData: (before) => before },
  );
  const { entries, count } = thread.data ?? { entries: [], count: 0 };
  const earlier = Math.min(count, MOST) > entries.length;
  return (
    <Card title={t("thread.title")}>
      <Stack gap="md">
        <ErrorState error={thread.error} onRetry={thread.refetch} />
        {earlier ? (
          <div>
            <Button variant="subtle" onClick={() => setMost(Math.min(most * 2, MOST))}>
              {t("thread.earlier")}
            </Button>
          </div>
        ) : null}
        {thread.data && count === 0 ? <p>{t("thread.none")}</p> : null}
        <ThreadEntries entries={entries} />
        <WriteForm id={session.id} />
      </Stack>
    </Card>
  );
}

function WriteForm({ id }: { id: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [draft, setDraft, clearDraft] = useDraft(`meridian.thread.${id}`, { text: "" });
  const write = api.useMutation("post", PATH);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const written = await write
      .mutateAsync({ params: { path: { session_id: id } }, body: draft })
      .catch(() => null);
    if (!written) return;
    clearDraft();
    tell(t("thread.sent"));
    await queries.invalidateQueries({ queryKey: ["get", PATH] });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" align="flex-start">
        <Textarea
          label={t("thread.label")}
          description={t("thread.hint")}
          w="100%"
          rows={3}
          size="md"
          required
          withAsterisk={false}
          maxLength={LONGEST}
          value={draft.text}
          onChange={(event) => setDraft({ text: event.currentTarget.value })}
        />
        <ErrorState error={write.error} />
        <Button type="submit" variant="default" loading={write.isPending}>
          {t("thread.send")}
        </Button>
      </Stack>
    </form>
  );
}
