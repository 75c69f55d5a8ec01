import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnNumber } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import type { Clock } from "@/lib/whoseClock";
import { NumberStanding } from "./NumberStanding";
import { useOwnNumber, useReachChanged } from "./useOwnNumber";
import { VerifyDialog } from "./VerifyDialog";

/** The phone that texts go to, and the way to prove it one's own. */
export function NumberCard({ timeZone }: { timeZone: Clock }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useOwnNumber();
  return (
    <Card title={t("number.title")} lead={t("number.lead")}>
      <ErrorState error={error} onRetry={refetch} />
      {data ? <NumberForm key={data.phone} number={data} timeZone={timeZone} /> : <Loading rows={2} />}
    </Card>
  );
}

function NumberForm({ number, timeZone }: { number: OwnNumber; timeZone: Clock }) {
  const { t } = useTranslation();
  const changed = useReachChanged();
  const [phone, setPhone] = useState(number.phone);
  const [verifies, setVerifies] = useState(false);
  const save = api.useMutation("patch", "/api/me/", { onSuccess: changed });
  const problem = asProblem(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { phone } });
  };
  return (
    <Stack gap="md">
      <form onSubmit={submit}>
        <Group align="flex-start" gap="sm">
          <TextInput
            label={t("settings.phone")}
            description={t("settings.phoneHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            type="tel"
            autoComplete="tel"
            size="md"
            value={phone}
            error={problem?.on("phone")}
            onChange={({ currentTarget: { value } }) => setPhone(value)}
          />
          {phone === number.phone ? null : (
            <Button type="submit" size="md" mt={26} loading={save.isPending}>
              {t("number.save")}
            </Button>
          )}
        </Group>
        <ErrorState error={problem?.isAllOn(["phone"]) ? null : save.error} />
      </form>
      {number.phone ? (
        <NumberStanding number={number} timeZone={timeZone} onVerify={() => setVerifies(true)} />
      ) : null}
      {number.texts ? null : <Notice>{t("number.noTexts")}</Notice>}
      {verifies ? <VerifyDialog number={number} onClose={() => setVerifies(false)} /> : null}
    </Stack>
  );
}
