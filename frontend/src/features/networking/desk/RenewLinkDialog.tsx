import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventRegistration } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useGuestsChanged } from "./desk";

type RenewLinkDialogProps = { slug: string; row: EventRegistration; onClose: () => void };

/** Another link for a contact, by e-mail; the ones before open nothing any more. */
export function RenewLinkDialog({ slug, row, onClose }: RenewLinkDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const renew = api.useMutation("post", "/api/event-desk/{slug}/registrations/{registration_id}/link/", {
    onSuccess: useGuestsChanged(),
  });
  const submit = async () => {
    const call = { params: { path: { slug, registration_id: row.id } } };
    if (!(await renew.mutateAsync(call).catch(() => null))) return;
    tell(t("events.linkRenewed"));
    onClose();
  };
  return (
    <Dialog title={t("events.newLinkNamed", { name: row.person_name })} onClose={onClose}>
      <Stack gap="md">
        <p>{t("events.newLinkText", { email: row.email })}</p>
        <ErrorState error={renew.error} />
        <Button size="md" loading={renew.isPending} onClick={() => void submit()}>
          {t("events.newLinkSend")}
        </Button>
      </Stack>
    </Dialog>
  );
}
