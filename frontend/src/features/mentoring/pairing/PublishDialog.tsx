import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PairingRun } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";

/** Asks before both sides of every pair are told; where something has changed since, asks again. */
export function PublishDialog({ run, onClose }: { run: PairingRun; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const onSuccess = usePairingChanged();
  const publish = api.useMutation("post", "/api/pairing-runs/{run_id}/publish/", { onSuccess });
  const hasMoved = asProblem(publish.error)?.code === "world_moved";
  const offer = async () => {
    const call = { params: { path: { run_id: run.id } }, body: { despite_changes: hasMoved } };
    const done = await publish.mutateAsync(call).catch(() => null);
    if (!done) return;
    onClose();
    tell(t("pairing.offered", { count: done.pairs }));
  };
  return (
    <Dialog title={t("pairing.publish")} onClose={onClose}>
      <p>{t("pairing.publishText", { count: run.pairs.length })}</p>
      <ErrorState error={publish.error} />
      <div className={classes.buttons}>
        <Button loading={publish.isPending} onClick={offer}>
          {t(hasMoved ? "pairing.publishAnyway" : "pairing.publishConfirm")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("common.close")}
        </Button>
      </div>
    </Dialog>
  );
}
