import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";

export type FeedDeed = "replace" | "revoke";

interface Props {
  deed: FeedDeed;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Both ways to end an address are asked about first: it stops working wherever it is used. */
export function FeedAsk({ deed, pending, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t(`feed.${deed}Title`)} onClose={onClose}>
      <Stack gap="md">
        <p>{t(`feed.${deed}Hint`)}</p>
        <Button color={deed === "revoke" ? "red" : undefined} size="md" loading={pending} onClick={onConfirm}>
          {t(`feed.${deed}`)}
        </Button>
      </Stack>
    </Dialog>
  );
}
