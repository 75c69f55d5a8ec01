import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { saveAsJson } from "@/lib/saveAsJson";

/** What is kept of one person's messages, for who asked the hub for it: to hand it over, or to forget it. */
export function PersonMessagesCard({ person }: { person: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asks, setAsks] = useState(false);
  const path = { person_id: person };
  const { data, error, refetch } = api.useQuery("get", "/api/people/{person_id}/messages/", {
    params: { path },
  });
  const take = api.useMutation("post", "/api/people/{person_id}/messages/export/", {
    onSuccess: (file) => saveAsJson("messages.json", file),
  });
  if (!data)
    return error ? <ErrorState error={error} onRetry={refetch} /> : <Loading rows={1} height={160} />;
  const { name, messages, written, erased, erasure } = data;
  return (
    <Card title={t("personMessages.title", { name })} lead={t("personMessages.lead")}>
      <Stack gap="md">
        <p>{t("personMessages.kept", { messages, written, erased })}</p>
        {erasure ? (
          <Notice tone={erasure.done_at ? "good" : "info"}>
            {t(erasure.done_at ? "personMessages.done" : "personMessages.underWay")}{" "}
            <Moment at={erasure.asked_at} zone={clockOf(me)} />
          </Notice>
        ) : null}
        <ErrorState error={take.error} />
        <Group gap="sm">
          <Button
            size="md"
            variant="default"
            loading={take.isPending}
            onClick={() => take.mutate({ params: { path } })}
          >
            {t("personMessages.export")}
          </Button>
          <Button size="md" variant="default" onClick={() => setAsks(true)}>
            {t("personMessages.erase")}
          </Button>
        </Group>
      </Stack>
      {asks ? <EraseDialog person={person} name={name} onClose={() => setAsks(false)} /> : null}
    </Card>
  );
}

type EraseDialogProps = { person: number; name: string; onClose: () => void };

/** Asks for the name: nothing brings back what is erased. */
function EraseDialog({ person, name, onClose }: EraseDialogProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const erase = api.useMutation("post", "/api/people/{person_id}/messages/erase/", {
    onSuccess: async ({ done_at }) => {
      tell(t(done_at ? "personMessages.erased" : "personMessages.rest"));
      await queries.invalidateQueries();
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    erase.mutate({ params: { path: { person_id: person } }, body: { name: typed } });
  };
  return (
    <Dialog title={t("personMessages.ask", { name })} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t("personMessages.what")}</p>
          <p>{t("personMessages.stays")}</p>
          <TextInput
            label={t("personMessages.typeName", { name })}
            size="md"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ErrorState error={erase.error} />
          <Button
            type="submit"
            color="red"
            size="md"
            loading={erase.isPending}
            disabled={typed.trim() !== name}
          >
            {t("personMessages.go")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
