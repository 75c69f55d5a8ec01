import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { requestCode } from "./allauth";
import { SignInError } from "./SignInError";

export function EmailForm({ initial, onSent }: { initial: string; onSent: (email: string) => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(initial);
  const request = useMutation({ mutationFn: requestCode, onSuccess: () => onSent(email) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate(email);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t("signIn.email")}
          type="email"
          name="email"
          autoComplete="email"
          required
          withAsterisk={false}
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <SignInError error={request.error} />
        <Button type="submit" size="md" loading={request.isPending}>
          {t("signIn.sendCode")}
        </Button>
      </Stack>
    </form>
  );
}
