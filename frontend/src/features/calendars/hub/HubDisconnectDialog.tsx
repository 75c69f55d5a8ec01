import { Button, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";

/** Parting from the hub's account. */
export function HubDisconnectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const disconnect = api.useMutation("post", "/api/hub/google/disconnect/", {
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog title={t("hubAccount.parting.title")} onClose={onClose}>
      <Stack gap="md">
        <p>{t("hubAccount.parting.then")}</p>
        <ErrorState error={disconnect.error} />
        <Button color="red" size="md" loading={disconnect.isPending} onClick={() => disconnect.mutate({})}>
          {t("google.disconnect")}
        </Button>
      </Stack>
    </Dialog>
  );
}
