import { Button, Checkbox, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GoogleCalendar } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import classes from "../calendars.module.css";
import { CalendarName } from "./CalendarName";
import { useChoiceSaved } from "./useChoiceSaved";

const PATH = "/api/me/google/calendars/";

/** Which calendars count as busy, and which one new sessions go to. */
export function CalendarChoice() {
  const { t } = useTranslation();
  const found = api.useQuery("get", PATH, {}, { staleTime: 0 });
  const refresh = api.useMutation("post", "/api/me/google/calendars/refresh/", {
    onSuccess: () => found.refetch(),
  });
  const rows = found.data;
  return (
    <Stack gap="sm">
      <ErrorState error={refresh.error ?? found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={1} height={96} /> : null}
      {rows?.length === 0 ? <p>{t("google.calendars.none")}</p> : null}
      {rows?.length ? (
        <Choice
          key={rows.map(({ id, is_read, is_written }) => [id, is_read, is_written]).join()}
          rows={rows}
        />
      ) : null}
      <div>
        <Button variant="subtle" size="sm" loading={refresh.isPending} onClick={() => refresh.mutate({})}>
          {t("google.calendars.refresh")}
        </Button>
      </div>
    </Stack>
  );
}

function Choice({ rows }: { rows: GoogleCalendar[] }) {
  const { t } = useTranslation();
  const tell = useTell();
  const choiceSaved = useChoiceSaved();
  const [read, setRead] = useState(rows.filter(({ is_read }) => is_read).map(({ id }) => id));
  const [written, setWritten] = useState(rows.find(({ is_written }) => is_written)?.id ?? null);
  const save = api.useMutation("put", PATH, {
    onSuccess: async () => {
      await choiceSaved();
      tell(t("google.calendars.saved"));
    },
  });
  const readable = rows.filter(({ can_be_read, is_own }) => can_be_read && !is_own);
  const writable = rows.filter(({ can_be_written, is_written }) => can_be_written || is_written);
  const isChanged = rows.some(
    ({ id, is_read, is_written }) => read.includes(id) !== is_read || (written === id) !== is_written,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: { read, written } });
      }}
    >
      <Stack gap="md">
        {readable.length ? (
          <Checkbox.Group
            label={t("google.calendars.read")}
            description={t("google.calendars.readHint")}
            value={read.map(String)}
            onChange={(values) => setRead(values.map(Number))}
          >
            <div className={classes.choices}>
              {readable.map((row) => (
                <Checkbox
                  key={row.id}
                  size="md"
                  value={String(row.id)}
                  label={<CalendarName row={row} told />}
                />
              ))}
            </div>
          </Checkbox.Group>
        ) : null}
        {writable.length ? (
          <Radio.Group
            label={t("google.calendars.written")}
            description={t("google.calendars.writtenHint")}
            value={String(written)}
            onChange={(value) => setWritten(Number(value))}
          >
            <div className={classes.choices}>
              {writable.map((row) => (
                <Radio key={row.id} size="md" value={String(row.id)} label={<CalendarName row={row} />} />
              ))}
            </div>
          </Radio.Group>
        ) : null}
        <ErrorState error={save.error} />
        <div>
          <Button type="submit" size="md" disabled={!isChanged} loading={save.isPending}>
            {t("google.calendars.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
