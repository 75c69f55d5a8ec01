import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnNumber } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { DemoPhones } from "./DemoPhones";
import { SendCode } from "./SendCode";
import { useReachChanged } from "./useOwnNumber";

type CodeEntryProps = {
  number: OwnNumber;
  code: NonNullable<OwnNumber["code"]>;
  isSending: boolean;
  onAgain: () => void;
  onDone: () => void;
};

export function CodeEntry({ number, code, isSending, onAgain, onDone }: CodeEntryProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const changed = useReachChanged();
  const [digits, setDigits] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const confirm = api.useMutation("post", "/api/me/number/confirm/", {
    onSuccess: () => {
      tell(t("number.done"));
      onDone();
    },
    onSettled: changed,
  });
  const problem = asProblem(confirm.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ body: { code: digits } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {code.delivery === "failed" ? (
          <Notice tone="bad">{t("number.notDelivered", { phone: number.phone })}</Notice>
        ) : (
          <p role="status">{t("number.sent", { phone: number.phone })}</p>
        )}
        <TextInput
          ref={field}
          label={t("number.code")}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          size="md"
          maxLength={7}
          value={digits}
          error={problem?.on("code")}
          onChange={({ currentTarget: { value } }) => setDigits(value)}
        />
        <p>{t("number.tries", { count: code.tries_left })}</p>
        <ErrorState error={problem?.isAllOn(["code"]) ? null : confirm.error} />
        <Button type="submit" size="md" loading={confirm.isPending}>
          {t("number.confirm")}
        </Button>
        <SendCode at={number.next_code_at} isSending={isSending} variant="subtle" onSend={onAgain}>
          {t("number.again")}
        </SendCode>
        <DemoPhones />
      </Stack>
    </form>
  );
}
