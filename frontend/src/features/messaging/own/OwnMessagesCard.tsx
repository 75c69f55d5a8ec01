import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { api } from "@/lib/api";
import { OwnLinks } from "./OwnLinks";

/** All that was said to a person: to take along, and to have forgotten. */
export function OwnMessagesCard() {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const erase = api.useMutation("post", "/api/me/messages/erase/", { onSuccess: () => setAsks(false) });
  return (
    <Card title={t("ownMessages.title")} lead={t("ownMessages.lead")}>
      <Stack gap="md">
        <Group gap="sm">
          <Button component="a" href="/api/me/messages/" download="messages.json" size="md" variant="default">
            {t("ownMessages.download")}
          </Button>
          <Button size="md" variant="default" onClick={() => setAsks(true)}>
            {t("ownMessages.erase")}
          </Button>
        </Group>
        {erase.data ? (
          <Notice tone="good">{t(erase.data.done_at ? "ownMessages.erased" : "ownMessages.rest")}</Notice>
        ) : null}
        <OwnLinks />
      </Stack>
      {asks ? (
        <Dialog title={t("ownMessages.ask")} onClose={() => setAsks(false)}>
          <Stack gap="md">
            <p>{t("ownMessages.what")}</p>
            <ErrorState error={erase.error} />
            <Button color="red" size="md" loading={erase.isPending} onClick={() => erase.mutate({})}>
              {t("ownMessages.go")}
            </Button>
          </Stack>
        </Dialog>
      ) : null}
    </Card>
  );
}
