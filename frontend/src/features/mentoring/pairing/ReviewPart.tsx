import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cycle } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { api } from "@/lib/api";
import type { UrlState } from "@/lib/useUrlState";
import { BoardCard } from "./BoardCard";
import { DifferenceCard } from "./DifferenceCard";
import { FailedNotice } from "./FailedNotice";
import { isGoingOn, isLiving, usePairingChanged, useRun, useRuns } from "./pairing";
import classes from "./pairing.module.css";
import { RunsCard } from "./RunsCard";
import { WhatIfDialog } from "./WhatIfDialog";

/** What was worked out: asked for, looked at on a board, compared, changed, published. */
export function ReviewPart({ cycle, url }: { cycle: Cycle; url: UrlState }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const runs = useRuns(cycle.id);
  const chosen = Number(url.get("run")) || runs.data?.results[0]?.id;
  const run = useRun(chosen);
  const onSuccess = usePairingChanged();
  const start = api.useMutation("post", "/api/cycles/{cycle_id}/runs/", { onSuccess });
  const busy = runs.data?.results.some(isGoingOn) ?? false;
  const show = (id: number) => url.set({ run: String(id), against: "" });
  const ask = async (like: number | null) => {
    const call = { params: { path: { cycle_id: cycle.id } }, body: { like } };
    const asked = await start.mutateAsync(call).catch(() => null);
    if (asked) url.set({ run: String(asked.id), against: like ? String(like) : "" });
  };
  const isDone = run.data?.state === "done";
  return (
    <>
      <div className={classes.buttons}>
        <Button disabled={!isLiving(cycle) || busy} loading={start.isPending} onClick={() => ask(null)}>
          {t("pairing.pair")}
        </Button>
        <Button
          variant="default"
          disabled={!isLiving(cycle) || busy || !isDone}
          onClick={() => ask(run.data?.id ?? null)}
        >
          {t("pairing.pairLike")}
        </Button>
        <Button
          variant="default"
          disabled={!isLiving(cycle) || busy || !isDone}
          onClick={() => setAsks(true)}
        >
          {t("pairing.whatIf")}
        </Button>
      </div>
      <ErrorState error={start.error ?? runs.error} />
      {runs.isPending ? <Loading rows={2} /> : null}
      {runs.data?.count === 0 ? (
        <EmptyState icon="people" title={t("pairing.noRuns")} text={t("pairing.noRunsHint")} />
      ) : null}
      {runs.data && runs.data.count > 0 ? (
        <RunsCard runs={runs.data.results} shown={chosen} against={url.get("against")} url={url} />
      ) : null}
      {run.data && isGoingOn(run.data) ? <Loading rows={3} height={80} /> : null}
      {run.data?.state === "failed" ? <FailedNotice run={run.data} /> : null}
      {run.data && isDone ? <BoardCard key={run.data.id} cycle={cycle} run={run.data} /> : null}
      {run.data && isDone && url.get("against") ? (
        <DifferenceCard run={run.data} against={Number(url.get("against"))} />
      ) : null}
      {asks && run.data ? (
        <WhatIfDialog cycle={cycle} run={run.data} onAsked={show} onClose={() => setAsks(false)} />
      ) : null}
    </>
  );
}
