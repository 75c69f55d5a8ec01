import { Button, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";

/** It does not work: told to coordinators, and to nobody else. */
export function RematchCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState("");
  const wish = api.useMutation("post", "/api/relations/{relation_id}/rematch/");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: { path: { relation_id: pair.id } }, body: { reason } };
    if (!(await wish.mutateAsync(call).catch(() => null))) return;
    tell(t("pairs.rematchSent"));
    setAsks(false);
  };
  return (
    <Card title={t("pairs.rematch")} lead={t("pairs.rematchLead")}>
      {asks ? (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Textarea
              label={t("pairs.rematchReason")}
              rows={3}
              size="md"
              required
              withAsterisk={false}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <ErrorState error={wish.error} />
            <div>
              <Button type="submit" loading={wish.isPending}>
                {t("pairs.rematchSend")}
              </Button>
            </div>
          </Stack>
        </form>
      ) : (
        <Button variant="default" onClick={() => setAsks(true)}>
          {t("pairs.rematchAsk")}
        </Button>
      )}
    </Card>
  );
}
