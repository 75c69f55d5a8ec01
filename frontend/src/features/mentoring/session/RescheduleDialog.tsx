import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { TwoClocks } from "@/components/TwoClocks";
import { useTell } from "@/components/useTell";
import { useMe } from "@/features/accounts/me";
import { useClocks, useForgetStarts } from "@/features/agenda/picker/useFreeStarts";
import { SlotPicker } from "@/features/agenda/SlotPicker";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { NextFree } from "../booking/NextFree";
import { sessionReading, useSessionChanged } from "../sessions";
import { SessionMeanwhile } from "./SessionMeanwhile";
import { useSeenSession } from "./useSeenSession";

export function RescheduleDialog({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const forgetStarts = useForgetStarts();
  const reading = sessionReading(session, useMe());
  const [startsAt, setStartsAt] = useState<string | null>(null);
  const asked = { expertId: session.expert.id, programme: session.programme.slug, moving: session.id };
  const clocks = useClocks(asked, reading, startsAt);
  const [reason, setReason] = useState("");
  const onSuccess = useSessionChanged();
  const { params, look } = useSeenSession(session);
  const move = api.useMutation("post", "/api/sessions/{session_id}/reschedule/", { onSuccess });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!startsAt) return;
    // Past the programme's policy some still may; the server says who.
    const override = session.may.includes("override_policy");
    const body = { starts_at: startsAt, reason, override };
    const moved = await move.mutateAsync({ params, body }).catch(look);
    if (!moved) return void forgetStarts();
    tell(t("actions.done.reschedule"));
    onClose();
  };
  return (
    <Dialog title={t("actions.titles.reschedule")} wide onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <SlotPicker {...asked} {...reading} value={startsAt} onPick={setStartsAt} />
          {startsAt ? <TwoClocks at={startsAt} {...clocks} /> : null}
          <Textarea
            label={t("actions.words.reschedule")}
            required
            withAsterisk={false}
            rows={2}
            size="md"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <SessionMeanwhile error={move.error} session={session} />
          <NextFree starts={asProblem(move.error)?.nextFree ?? []} {...clocks} onPick={setStartsAt} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={onClose}>
              {t("common.back")}
            </Button>
            <Button type="submit" size="md" disabled={!startsAt} loading={move.isPending}>
              {t("actions.confirm.reschedule")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
