import { Button, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { paramsUnder, useDeskChanged } from "../programmes";
import classes from "../programmes.module.css";
import { Meanwhile } from "./Meanwhile";
import { SpecField } from "./SpecField";
import type { FieldName, Spec } from "./specs";

type FieldsTabProps = { programme: ProgrammeDesk; title: string; lead?: string; specs: readonly Spec[] };

/** Some fields of a programme; only what was touched is sent, so what others changed meanwhile stays. */
export function FieldsTab({ programme, title, lead, specs }: FieldsTabProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [touched, setTouched] = useState<Partial<Record<FieldName, unknown>>>({});
  const onSuccess = useDeskChanged();
  const change = api.useMutation("patch", "/api/programme-desk/{slug}/", { onSuccess });
  const problem = asProblem(change.error);
  const isTouched = Object.keys(touched).length > 0;
  useLeaveWarning(isTouched, t("programmes.leaveUnsaved"));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = { params: paramsUnder(programme), body: touched as Record<string, never> };
    if (!(await change.mutateAsync(call).catch(() => null))) return;
    setTouched({});
    tell(t("programmes.saved"));
  };
  const isShort = (spec: Spec) => spec.kind !== "long" && spec.kind !== "offsets";
  const field = (spec: Spec) => (
    <SpecField
      key={spec.name}
      spec={spec}
      value={spec.name in touched ? touched[spec.name] : programme[spec.name]}
      error={problem?.on(spec.name)}
      fixed={programme.fixed.includes(spec.name)}
      onChange={(value) => setTouched((before) => ({ ...before, [spec.name]: value }))}
    />
  );
  return (
    <Card title={title} lead={lead}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div className={classes.pair}>{specs.filter(isShort).map(field)}</div>
          {specs.filter((spec) => !isShort(spec)).map(field)}
          {problem?.isAllOn(specs.map(({ name }) => name)) ? null : (
            <Meanwhile error={change.error} slug={programme.slug} />
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
