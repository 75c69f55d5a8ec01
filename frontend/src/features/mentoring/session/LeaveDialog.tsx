import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { SessionDetail } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";

/** Somebody who takes part beside the two says that they cannot come; the session goes on without them. */
export function LeaveDialog({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [word, setWord] = useState("");
  const leave = api.useMutation("post", "/api/sessions/{session_id}/leave/");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const params = { path: { session_id: session.id } };
    const isOut = await leave.mutateAsync({ params, body: { word } }).then(
      () => true,
      () => false,
    );
    if (!isOut) return;
    tell(t("leaving.done"));
    onClose();
    // An expert who is out does not see it any more.
    navigate("/sessions");
    await queries.invalidateQueries();
  };
  return (
    <Dialog title={t("leaving.title")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t("leaving.explain")}</p>
          <Textarea
            label={t("leaving.word")}
            description={t("booking.optional")}
            maxLength={500}
            rows={3}
            size="md"
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          <ErrorState error={leave.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={onClose}>
              {t("common.back")}
            </Button>
            <Button type="submit" size="md" color="red" loading={leave.isPending}>
              {t("leaving.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
