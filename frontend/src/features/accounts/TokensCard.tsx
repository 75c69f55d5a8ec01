import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import { clockOf } from "@/features/accounts/me";
import { api } from "@/lib/api";
import classes from "./accounts.module.css";

export function TokensCard({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const tokens = api.useQuery("get", "/api/me/tokens/");
  const create = api.useMutation("post", "/api/me/tokens/", { onSuccess: () => tokens.refetch() });
  const remove = api.useMutation("delete", "/api/me/tokens/{token_id}/", {
    onSuccess: () => tokens.refetch(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ body: { name } });
    setName("");
  };
  return (
    <Card title={t("settings.tokens")} lead={t("settings.tokensLead")}>
      <Stack gap="md">
        <form onSubmit={submit}>
          <Group align="flex-end" gap="sm">
            <TextInput
              label={t("settings.tokenName")}
              value={name}
              required
              withAsterisk={false}
              size="md"
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" size="md" variant="default" loading={create.isPending}>
              {t("settings.createToken")}
            </Button>
          </Group>
        </form>
        {create.data?.token ? (
          <Notice tone="good">
            <p>{t("settings.tokenOnce")}</p>
            <code className={classes.token}>{create.data.token}</code>
          </Notice>
        ) : null}
        <ErrorState error={create.error ?? remove.error ?? tokens.error} />
        <ul className={classes.rows}>
          {tokens.data?.map((token) => (
            <li key={token.id}>
              <span>
                {token.name}
                {token.expires_at ? (
                  <>
                    {" · "}
                    {t("settings.until")} <Moment at={token.expires_at} zone={clockOf(me)} />
                  </>
                ) : null}
              </span>
              <Button
                variant="default"
                aria-label={t("settings.deleteToken", { name: token.name })}
                onClick={() => remove.mutate({ params: { path: { token_id: token.id } } })}
              >
                {t("common.delete")}
              </Button>
            </li>
          ))}
        </ul>
      </Stack>
    </Card>
  );
}
