import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/clock";

type SendCodeProps = {
  at: string;
  isSending: boolean;
  variant?: "subtle";
  onSend: () => void;
  children: string;
};

/** Has a code sent; until the server sends the next one, it says how long that takes. */
export function SendCode({ at, isSending, variant, onSend, children }: SendCodeProps) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.ceil((Date.parse(at) - now.getTime()) / 1_000));
  const wait = seconds > 90 ? t("number.againMinutes", { count: Math.ceil(seconds / 60) }) : null;
  const left = seconds > 0 ? (wait ?? t("number.againSeconds", { count: seconds })) : children;
  return (
    <Button size="md" variant={variant} disabled={seconds > 0} loading={isSending} onClick={onSend}>
      {left}
    </Button>
  );
}
