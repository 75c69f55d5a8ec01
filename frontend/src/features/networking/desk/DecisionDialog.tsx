import { Button, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventRegistration } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useGuestsChanged } from "./desk";

type DecisionDialogProps = {
  slug: string;
  decision: { row: EventRegistration; deed: "approve" | "decline" };
  onClose: () => void;
};

/** A place for a guest, or none, with a word to them. */
export function DecisionDialog({ slug, decision: { row, deed }, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const [word, setWord] = useState("");
  const onSuccess = useGuestsChanged();
  const approve = api.useMutation("post", "/api/event-desk/{slug}/registrations/{registration_id}/approve/", {
    onSuccess,
  });
  const decline = api.useMutation("post", "/api/event-desk/{slug}/registrations/{registration_id}/decline/", {
    onSuccess,
  });
  const name = inLanguage(language, row.name_ko, row.name_en);
  const submit = async () => {
    const call = { params: { path: { slug, registration_id: row.id } }, body: { word } };
    const done = await (deed === "approve" ? approve : decline).mutateAsync(call).catch(() => null);
    if (!done) return;
    tell(t(`events.registrationStates.${done.state}`));
    onClose();
  };
  return (
    <Dialog
      title={t(deed === "approve" ? "events.approveNamed" : "events.declineNamed", { name })}
      onClose={onClose}
    >
      <Stack gap="md">
        <p>{t(deed === "approve" ? "events.approveText" : "events.declineText")}</p>
        <Textarea
          size="md"
          rows={3}
          maxLength={500}
          label={t("events.wordToThem")}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <ErrorState error={approve.error ?? decline.error} />
        <Button size="md" loading={approve.isPending || decline.isPending} onClick={() => void submit()}>
          {t(deed === "approve" ? "events.approve" : "events.decline")}
        </Button>
      </Stack>
    </Dialog>
  );
}
