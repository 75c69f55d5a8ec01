import { Button, Checkbox, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Programme } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useTell } from "@/components/useTell";
import { OffsetsField } from "@/features/messaging/reminding/OffsetsField";
import { useOffsetText } from "@/features/messaging/reminding/offsets";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import classes from "./messages.module.css";

/** When the people of each programme are reminded. */
export function ProgrammeRemindersCard() {
  const { t } = useTranslation();
  const found = api.useQuery("get", "/api/programmes/");
  return (
    <Card title={t("programmeReminders.title")} lead={t("programmeReminders.lead")}>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={2} /> : null}
      {found.data?.results.map((programme) => (
        <ProgrammeReminders key={programme.id} programme={programme} />
      ))}
    </Card>
  );
}

function ProgrammeReminders({ programme }: { programme: Programme }) {
  const { t } = useTranslation();
  const text = useOffsetText();
  const name = useLanguage() === "ko" ? programme.name_ko : programme.name_en;
  const times = programme.reminder_offsets_minutes.map(text);
  const atStart = programme.tells_at_start ? [t("messages.kinds.starting")] : [];
  const after = programme.tells_after ? [t("messages.kinds.after")] : [];
  return (
    <details className={classes.programme}>
      <summary>
        <strong>{name}</strong>{" "}
        <span className={classes.soft}>{[...times, ...atStart, ...after].join(" · ")}</span>
      </summary>
      <RemindersForm programme={programme} name={name} />
    </details>
  );
}

function RemindersForm({ programme, name }: { programme: Programme; name: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [offsets, setOffsets] = useState(programme.reminder_offsets_minutes);
  const [atStart, setAtStart] = useState(programme.tells_at_start);
  const [after, setAfter] = useState(programme.tells_after);
  const save = api.useMutation("put", "/api/programmes/{programme_id}/reminders/");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { reminder_offsets_minutes: offsets, tells_at_start: atStart, tells_after: after };
    const params = { path: { programme_id: programme.id } };
    if (!(await save.mutateAsync({ params, body }).catch(() => null))) return;
    await queries.invalidateQueries({ queryKey: ["get", "/api/programmes/"] });
    tell(t("programmeReminders.saved"));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" pt="md">
        <OffsetsField value={offsets} onChange={setOffsets} of={name} />
        <Checkbox
          size="md"
          label={t("programmeReminders.atStart")}
          checked={atStart}
          onChange={({ currentTarget: { checked } }) => setAtStart(checked)}
        />
        <Checkbox
          size="md"
          label={t("programmeReminders.after")}
          checked={after}
          onChange={({ currentTarget: { checked } }) => setAfter(checked)}
        />
        <ErrorState error={save.error} />
        <div>
          <Button type="submit" size="md" loading={save.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
