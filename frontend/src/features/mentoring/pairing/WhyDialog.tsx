import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cycle, PairingRun } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { api } from "@/lib/api";
import { isLiving, type PairIds, type Part, useBoardNames } from "./pairing";
import classes from "./pairing.module.css";
import { usePin } from "./usePin";

type WhyDialogProps = { cycle: Cycle; run: PairingRun; pair: PairIds; onClose: () => void };

/** Why two are a pair, part by part; and without dragging: look at another expert for the startup, require or rule out. */
export function WhyDialog({ cycle, run, pair, onClose }: WhyDialogProps) {
  const { t } = useTranslation();
  const [expert, setExpert] = useState(pair.expert);
  const shown = { startup: pair.startup, expert };
  const nameOf = useBoardNames(run);
  const pin = usePin(cycle, run);
  const why = api.useQuery("get", "/api/pairing-runs/{run_id}/why/", {
    params: { path: { run_id: run.id }, query: shown },
  });
  const held = run.pins.find((one) => one.startup === shown.startup && one.expert === expert);
  const next = run.alternatives.filter((one) => one.startup === pair.startup);
  return (
    <Dialog title={nameOf.startup(pair.startup)} wide onClose={onClose}>
      <NativeSelect
        label={t("pairing.with")}
        data={run.experts.map((one) => ({ value: String(one.id), label: one.name }))}
        value={String(expert)}
        onChange={(event) => setExpert(Number(event.currentTarget.value))}
      />
      <ErrorState error={why.error ?? pin.error} />
      {why.isPending ? <Loading rows={4} height={32} /> : null}
      {why.data?.bans.length ? <Notice tone="warn">{why.data.bans.join(", ")}</Notice> : null}
      <ul className={classes.why}>
        {why.data?.parts.map((one) => (
          <li key={one.part}>
            <span>
              {t(`pairing.parts.${one.part as Part}`)} <span className={classes.soft}>×{one.weight}</span>
            </span>
            <progress
              className={classes.bar}
              value={one.share}
              aria-label={t(`pairing.parts.${one.part as Part}`)}
            />
            <span className={classes.soft}>{one.words}</span>
          </li>
        ))}
      </ul>
      {next.length ? (
        <p className={classes.soft}>
          {t("pairing.nextInLine", { names: next.map((one) => nameOf.expert(one.expert)).join(", ") })}
        </p>
      ) : null}
      {isLiving(cycle) ? (
        <div className={classes.buttons}>
          <Button disabled={held?.kind === "required"} loading={pin.busy} onClick={() => pin.require(shown)}>
            {t("pairing.require")}
          </Button>
          <Button
            variant="default"
            disabled={held?.kind === "forbidden"}
            loading={pin.busy}
            onClick={() => pin.forbid(shown)}
          >
            {t("pairing.forbid")}
          </Button>
          {held ? (
            <Button variant="default" loading={pin.busy} onClick={() => pin.takeBack(shown)}>
              {t("pairing.takeBack")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </Dialog>
  );
}
