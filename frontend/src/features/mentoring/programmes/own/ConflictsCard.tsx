import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import classes from "../programmes.module.css";

const kinds = ["employer", "portfolio", "competitor"] as const;
type Row = { kind: (typeof kinds)[number]; company: string };

/** With which companies an expert is bound up; startups never see it. */
export function ConflictsCard() {
  const { t } = useTranslation();
  const found = api.useQuery("get", "/api/me/conflicts/");
  return (
    <Card title={t("programmes.conflicts.title")} lead={t("programmes.conflicts.lead")}>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={1} /> : null}
      {found.data ? <ConflictsForm held={found.data.conflicts} /> : null}
    </Card>
  );
}

function ConflictsForm({ held }: { held: Row[] }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [rows, setRows] = useState(held.map((row, local) => ({ ...row, local })));
  const save = api.useMutation("put", "/api/me/conflicts/");
  const problem = asProblem(save.error);
  const set = (local: number, changes: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.local === local ? { ...row, ...changes } : row)));
  const add = () =>
    setRows((before) => [
      ...before,
      { kind: "employer", company: "", local: Math.max(-1, ...before.map(({ local }) => local)) + 1 },
    ]);
  const submit = async () => {
    const body = { conflicts: rows.map(({ kind, company }) => ({ kind, company })) };
    if (await save.mutateAsync({ body }).catch(() => null)) tell(t("programmes.saved"));
  };
  return (
    <Stack gap="md">
      {rows.map(({ local, kind, company }, place) => (
        <div key={local} className={classes.option}>
          <NativeSelect
            size="md"
            label={t("programmes.conflicts.kind")}
            value={kind}
            data={kinds.map((one) => ({ value: one, label: t(`programmes.conflicts.${one}`) }))}
            onChange={(event) => set(local, { kind: event.currentTarget.value as Row["kind"] })}
          />
          <TextInput
            size="md"
            label={t("programmes.conflicts.company")}
            maxLength={120}
            value={company}
            error={problem?.on(`conflicts.${place}.company`)}
            onChange={(event) => set(local, { company: event.currentTarget.value })}
          />
          <Button
            size="md"
            variant="default"
            onClick={() => setRows((before) => before.filter((row) => row.local !== local))}
          >
            {t("programmes.takeOut")}
          </Button>
        </div>
      ))}
      {problem?.errors.length ? null : <ErrorState error={save.error} />}
      <div className={classes.deeds}>
        <Button size="md" variant="default" onClick={add}>
          {t("programmes.conflicts.add")}
        </Button>
        <Button size="md" loading={save.isPending} onClick={submit}>
          {t("common.save")}
        </Button>
      </div>
    </Stack>
  );
}
