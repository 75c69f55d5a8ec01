import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cycle, PairingRun } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { BoardColumn } from "./BoardColumn";
import { PublishDialog } from "./PublishDialog";
import { isLiving, type PairIds, type Part, parts, useBoardNames, usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";
import { usePin } from "./usePin";
import { WhyDialog } from "./WhyDialog";

/** The pairing board: a column for each expert, a card for each startup; a card dragged to a column is required there. */
export function BoardCard({ cycle, run }: { cycle: Cycle; run: PairingRun }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [colour, setColour] = useState<Part | "score">("score");
  const [why, setWhy] = useState<PairIds | null>(null);
  const [publishes, setPublishes] = useState(false);
  const nameOf = useBoardNames(run);
  const pin = usePin(cycle, run);
  const onSuccess = usePairingChanged();
  const lock = api.useMutation("post", "/api/cycles/{cycle_id}/lock/", { onSuccess });
  const lockAll = async () => {
    const pairs = run.pairs.map(({ startup, expert }) => ({ startup, expert }));
    const call = { params: { path: { cycle_id: cycle.id } }, body: { pairs } };
    const locked = await lock.mutateAsync(call).catch(() => null);
    if (locked) tell(t("pairing.locked", { count: locked.locked }));
  };
  const isOpen = isLiving(cycle);
  const mayPublish = isOpen && !run.is_trial && !run.published_at && run.faults.length === 0;
  return (
    <Card title={t("pairing.board")} lead={t("pairing.boardLead")}>
      <div className={classes.tools}>
        <NativeSelect
          label={t("pairing.colour")}
          data={["score", ...parts].map((value) => ({
            value,
            label: value === "score" ? t("pairing.score") : t(`pairing.parts.${value as Part}`),
          }))}
          value={colour}
          onChange={(event) => setColour(event.currentTarget.value as Part | "score")}
        />
        <div className={classes.buttons}>
          <Button variant="default" disabled={!isOpen} loading={lock.isPending} onClick={lockAll}>
            {t("pairing.lockAll")}
          </Button>
          <Button component="a" variant="default" href={`/api/pairing-runs/${run.id}/export.csv`}>
            CSV
          </Button>
          <Button component="a" variant="default" href={`/api/pairing-runs/${run.id}/export.json`}>
            JSON
          </Button>
          <Button disabled={!mayPublish} onClick={() => setPublishes(true)}>
            {t("pairing.publish")}
          </Button>
        </div>
      </div>
      <ErrorState error={pin.error ?? lock.error} />
      {run.faults.length ? <Notice tone="bad">{t("pairing.faulty")}</Notice> : null}
      {run.proof ? <Proof proof={run.proof} /> : null}
      <div className={classes.board}>
        {run.experts.map((expert) => (
          <BoardColumn
            key={expert.id}
            run={run}
            expert={expert}
            colour={colour}
            onWhy={setWhy}
            onDrop={(startup) => isOpen && pin.require({ startup, expert: expert.id })}
          />
        ))}
      </div>
      <Unserved run={run} nameOf={nameOf.startup} onWhy={setWhy} />
      {why ? <WhyDialog cycle={cycle} run={run} pair={why} onClose={() => setWhy(null)} /> : null}
      {publishes ? <PublishDialog run={run} onClose={() => setPublishes(false)} /> : null}
    </Card>
  );
}

function Proof({ proof }: { proof: NonNullable<PairingRun["proof"]> }) {
  const { t } = useTranslation();
  if (proof.kind === "stable") return <p className={classes.soft}>{t("pairing.proofStable")}</p>;
  return <p className={classes.soft}>{t(proof.gap === 0 ? "pairing.proof" : "pairing.proofGap", proof)}</p>;
}

type UnservedProps = {
  run: PairingRun;
  nameOf: (id: number) => string;
  onWhy: (pair: PairIds) => void;
};

/** Who got nobody and why; dragged to an expert, or opened and required there. */
function Unserved({ run, nameOf, onWhy }: UnservedProps) {
  const { t } = useTranslation();
  const first = run.experts[0]?.id;
  if (run.unserved.length === 0) return <p>{t("pairing.allServed")}</p>;
  return (
    <section className={classes.side}>
      <h3>{t("pairing.unserved", { count: run.unserved.length })}</h3>
      <ul className={classes.unserved}>
        {run.unserved.map((one) => (
          <li
            key={one.startup}
            draggable
            onDragStart={(event) => event.dataTransfer.setData("text/plain", String(one.startup))}
          >
            <button
              type="button"
              disabled={first === undefined}
              onClick={() => first && onWhy({ startup: one.startup, expert: first })}
            >
              <strong>{nameOf(one.startup)}</strong>
            </button>{" "}
            <span className={classes.soft}>{one.words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
