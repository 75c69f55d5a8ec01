import { Button, NumberInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { ConfirmDialog } from "./ConfirmDialog";
import { useGroupChanged } from "./groups";
import classes from "./groups.module.css";

/** What whoever runs it can do: another number of seats, or call it off. */
export function HostCard({ group }: { group: GroupDetail }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [seats, setSeats] = useState<number | null>(null);
  const [cancelling, setCancelling] = useState(false);
  const onSuccess = useGroupChanged();
  const change = api.useMutation("patch", "/api/groups/{group_id}/", { onSuccess });
  const cancel = api.useMutation("post", "/api/groups/{group_id}/cancel/", { onSuccess });
  const params = { path: { group_id: group.id } };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { seats: seats ?? group.seats };
    if (!(await change.mutateAsync({ params, body }).catch(() => null))) return;
    setSeats(null);
    tell(t("groups.saved"));
  };
  const callOff = async (reason: string) => {
    if (!(await cancel.mutateAsync({ params, body: { reason } }).catch(() => null))) return;
    setCancelling(false);
    tell(t("groups.cancelled"));
  };
  const problem = asProblem(change.error);
  return (
    <Card title={t("groups.run")}>
      <Stack gap="md">
        <form onSubmit={submit} className={classes.inline}>
          <NumberInput
            label={t("groups.seats")}
            size="md"
            min={1}
            max={200}
            allowDecimal={false}
            value={seats ?? group.seats}
            error={problem?.on("seats")}
            onChange={(value) => setSeats(Number(value) || 1)}
          />
          <Button
            type="submit"
            size="md"
            disabled={seats === null || seats === group.seats}
            loading={change.isPending}
          >
            {t("common.save")}
          </Button>
        </form>
        <ErrorState error={problem?.isAllOn(["seats"]) ? null : change.error} />
        <Button variant="default" size="md" onClick={() => setCancelling(true)}>
          {t("groups.cancel")}
        </Button>
      </Stack>
      {cancelling ? (
        <ConfirmDialog
          title={t("groups.cancel")}
          text={t("groups.cancelText", { count: group.taken + group.waiting + group.offered })}
          reason={t("groups.cancelReason")}
          confirm={t("groups.cancelConfirm")}
          busy={cancel.isPending}
          error={cancel.error}
          onConfirm={callOff}
          onClose={() => setCancelling(false)}
        />
      ) : null}
    </Card>
  );
}
