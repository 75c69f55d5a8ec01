import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDesk, EventTable } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import classes from "../events.module.css";
import { paramsUnder, useEventChanged } from "./desk";
import { FloorPictureField } from "./FloorPictureField";
import { FloorPlan } from "./FloorPlan";
import { Meanwhile } from "./Meanwhile";
import { TableRow } from "./TableRow";

/** A place on the plan for a table of that number, a row of six at a time. */
function added(number: number): EventTable {
  const at = number - 1;
  const x = 100 + (at % 6) * 160;
  const y = 120 + (Math.floor(at / 6) % 5) * 180;
  return { number, name: "", capacity: 2, equipment: [], link: "", x, y, is_out: false };
}

/** The tables of an event, as a list and on the floor plan. */
export function TablesTab({ event }: { event: EventDesk }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [tables, setTables] = useState<EventTable[]>(event.tables);
  const onSuccess = useEventChanged();
  const save = api.useMutation("put", "/api/event-desk/{slug}/tables/", { onSuccess });
  const isTouched = tables !== event.tables;
  useLeaveWarning(isTouched, t("programmes.leaveUnsaved"));
  const change = (number: number, changes: Partial<EventTable>) =>
    setTables((before) => before.map((one) => (one.number === number ? { ...one, ...changes } : one)));
  const add = () => setTables([...tables, added(Math.max(0, ...tables.map(({ number }) => number)) + 1)]);
  const submit = async () => {
    const done = await save.mutateAsync({ params: paramsUnder(event), body: { tables } }).catch(() => null);
    if (done) tell(t("events.saved"));
  };
  return (
    <>
      <Card title={t("events.floorPlan")} lead={t("events.floorPlanHint")}>
        <FloorPlan tables={tables} picture={event.floor_picture} onMove={change} />
        <FloorPictureField event={event} isTouched={isTouched} />
      </Card>
      <Card title={t("events.tabs.tables")}>
        <Stack gap="md">
          {tables.length === 0 ? (
            <EmptyState icon="groups" title={t("events.noTables")} text={t("events.noTablesHint")} />
          ) : null}
          {tables.map((table) => (
            <TableRow
              key={table.number}
              table={table}
              onChange={(changes) => change(table.number, changes)}
              onRemove={() => setTables(tables.filter(({ number }) => number !== table.number))}
            />
          ))}
          <Meanwhile error={save.error} slug={event.slug} />
          <div className={classes.deeds}>
            <Button size="md" variant="default" onClick={add}>
              {t("events.addTable")}
            </Button>
            <Button size="md" disabled={!isTouched} loading={save.isPending} onClick={() => void submit()}>
              {t("common.save")}
            </Button>
          </div>
        </Stack>
      </Card>
    </>
  );
}
