import { Button, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";

/** Asks before everything stops, and for the reason that the other coordinators see; or before it starts again. */
export function SwitchDialog({ stops, onClose }: { stops: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const done = async () => {
    tell(t(stops ? "sending.nowStopped" : "sending.nowRuns"));
    await queries.invalidateQueries();
    onClose();
  };
  const stop = api.useMutation("post", "/api/messaging/switch/stop/", { onSuccess: done });
  const start = api.useMutation("post", "/api/messaging/switch/start/", { onSuccess: done });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (stops) stop.mutate({ body: { reason } });
    else start.mutate({});
  };
  return (
    <Dialog title={t(stops ? "sending.stopTitle" : "sending.startTitle")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t(stops ? "sending.stopHint" : "sending.startHint")}</p>
          {stops ? (
            <Textarea
              label={t("sending.reason")}
              description={t("sending.reasonHint")}
              required
              withAsterisk={false}
              maxLength={200}
              rows={2}
              size="md"
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          <ErrorState error={stop.error ?? start.error} />
          <Button
            type="submit"
            size="md"
            color={stops ? "red" : undefined}
            loading={stop.isPending || start.isPending}
          >
            {t(stops ? "sending.stopNow" : "sending.startNow")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
