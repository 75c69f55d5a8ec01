import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";

type ConfirmDialogProps = {
  title: string;
  text: string;
  confirm: string;
  reason?: string;
  busy: boolean;
  refused: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
};

/** Asks before what cannot be undone, and for the reason where others are told it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onConfirm(reason);
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{props.text}</p>
          {props.reason ? (
            <Textarea
              label={props.reason}
              required
              withAsterisk={false}
              rows={3}
              size="md"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          {props.refused}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="md" onClick={props.onClose}>
              {t("common.back")}
            </Button>
            <Button type="submit" size="md" color="red" loading={props.busy}>
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
