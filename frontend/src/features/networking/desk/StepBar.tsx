import { Button, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDesk } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import classes from "../events.module.css";
import { paramsUnder, useEventChanged } from "./desk";

type Step = EventDesk["may"][number];

/** The steps that an event can take from its state; what is missing is told by name. */
export function StepBar({ event }: { event: EventDesk }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [isCancelling, setCancelling] = useState(false);
  const [reason, setReason] = useState("");
  const onSuccess = useEventChanged();
  const go = api.useMutation("post", "/api/event-desk/{slug}/step/", { onSuccess });
  const take = async (step: Step) => {
    const call = { params: paramsUnder(event), body: { step, reason } };
    if (!(await go.mutateAsync(call).catch(() => null))) return;
    setCancelling(false);
    tell(t(`events.stepped.${step}`));
  };
  return (
    <>
      <div className={classes.deeds}>
        {event.may.map((step) => (
          <Button
            key={step}
            size="md"
            variant={step === "cancel" ? "default" : "filled"}
            loading={go.isPending}
            onClick={() => (step === "cancel" ? setCancelling(true) : void take(step))}
          >
            {t(`events.steps.${step}`)}
          </Button>
        ))}
      </div>
      {isCancelling ? null : <Lacks error={go.error} />}
      {isCancelling ? (
        <Dialog title={t("events.steps.cancel")} onClose={() => setCancelling(false)}>
          <Stack gap="md">
            <p>{t("events.callOffText")}</p>
            <Textarea
              size="md"
              rows={3}
              maxLength={500}
              label={t("events.reason")}
              value={reason}
              error={asProblem(go.error)?.on("reason")}
              onChange={(typed) => setReason(typed.currentTarget.value)}
            />
            {asProblem(go.error)?.isAllOn(["reason"]) ? null : <ErrorState error={go.error} />}
            <Button size="md" color="red" loading={go.isPending} onClick={() => void take("cancel")}>
              {t("events.callOffConfirm")}
            </Button>
          </Stack>
        </Dialog>
      ) : null}
    </>
  );
}

/** What an event still needs, field by field. */
function Lacks({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  if (problem?.code !== "event_not_ready") return <ErrorState error={error} />;
  return (
    <Notice tone="warn">
      <strong>{problem.detail}</strong>
      <ul>
        {problem.errors.map(({ field, detail }) => (
          <li key={field}>
            {t(`events.fields.${field as "tables"}`)}: {detail}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
