import { Button, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import classes from "../events.module.css";
import { paramsUnder, useEventChanged } from "./desk";
import { Meanwhile } from "./Meanwhile";
import { SpecField } from "./SpecField";
import type { FieldName, Spec } from "./specs";

type FieldsTabProps = { event: EventDesk; title: string; specs: readonly Spec[] };

/** Some fields of an event; only what was touched is sent, so what others changed meanwhile stays. */
export function FieldsTab({ event, title, specs }: FieldsTabProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [touched, setTouched] = useState<Partial<Record<FieldName, unknown>>>({});
  const onSuccess = useEventChanged();
  const change = api.useMutation("patch", "/api/event-desk/{slug}/", { onSuccess });
  const problem = asProblem(change.error);
  const isTouched = Object.keys(touched).length > 0;
  useLeaveWarning(isTouched, t("programmes.leaveUnsaved"));
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const call = { params: paramsUnder(event), body: touched as Record<string, never> };
    if (!(await change.mutateAsync(call).catch(() => null))) return;
    setTouched({});
    tell(t("events.saved"));
  };
  const held = (name: FieldName): unknown => {
    if (name === "startup_seats") return event.seats.startup.seats;
    return name === "contact_seats" ? event.seats.contact.seats : event[name];
  };
  const field = (spec: Spec) => (
    <SpecField
      key={spec.name}
      spec={spec}
      value={spec.name in touched ? touched[spec.name] : held(spec.name)}
      error={problem?.on(spec.name)}
      onChange={(value) => setTouched((before) => ({ ...before, [spec.name]: value }))}
    />
  );
  return (
    <Card title={title}>
      <form onSubmit={(submitted) => void submit(submitted)}>
        <Stack gap="md">
          <div className={classes.pair}>{specs.filter(({ kind }) => kind !== "long").map(field)}</div>
          {specs.filter(({ kind }) => kind === "long").map(field)}
          {problem?.isAllOn(specs.map(({ name }) => name)) ? null : (
            <Meanwhile error={change.error} slug={event.slug} />
          )}
          <div>
            <Button type="submit" size="md" disabled={!isTouched} loading={change.isPending}>
              {t("common.save")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
