import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { api } from "@/lib/api";
import { takeChoice } from "@/lib/language";
import { confirmCode } from "./allauth";
import { DemoCode } from "./DemoCode";
import { SignInError } from "./SignInError";

type CodeFormProps = { email: string; demo: boolean; onBack: () => void };

/** Only ways within this site may be returned to after signing in. */
function safeWay(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") ? next : "/";
}

export function CodeForm({ email, demo, onBack }: CodeFormProps) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = api.useMutation("patch", "/api/me/");
  const confirm = useMutation({
    mutationFn: confirmCode,
    onSuccess: async () => {
      const language = takeChoice();
      if (language) await save.mutateAsync({ body: { language } }).catch(() => undefined);
      await queries.resetQueries();
      navigate(safeWay(params.get("next")), { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate(code.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <p role="status">{t("signIn.codeSent", { email })}</p>
        <TextInput
          label={t("signIn.code")}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          ref={field}
          required
          withAsterisk={false}
          size="md"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {demo ? <DemoCode email={email} onUse={setCode} /> : null}
        <SignInError error={confirm.error} />
        <Button type="submit" size="md" loading={confirm.isPending}>
          {t("signIn.submit")}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t("signIn.otherEmail")}
        </Button>
      </Stack>
    </form>
  );
}
