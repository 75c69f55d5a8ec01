import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OwnNumber } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { CodeEntry } from "./CodeEntry";
import { SendCode } from "./SendCode";
import { useReachChanged } from "./useOwnNumber";

/** A code goes to the number and is entered here; with it one agrees to get texts. */
export function VerifyDialog({ number, onClose }: { number: OwnNumber; onClose: () => void }) {
  const { t } = useTranslation();
  const changed = useReachChanged();
  const send = api.useMutation("post", "/api/me/number/code/", { onSettled: changed });
  const ask = () => send.mutate({});
  return (
    <Dialog title={t("number.dialog")} onClose={onClose}>
      <Stack gap="md">
        <p>{number.wording}</p>
        {number.code ? (
          <CodeEntry
            number={number}
            code={number.code}
            isSending={send.isPending}
            onAgain={ask}
            onDone={onClose}
          />
        ) : (
          <>
            <p>{t("number.ask", { phone: number.phone })}</p>
            <SendCode at={number.next_code_at} isSending={send.isPending} onSend={ask}>
              {t("number.send")}
            </SendCode>
          </>
        )}
        <ErrorState error={send.error} />
      </Stack>
    </Dialog>
  );
}
