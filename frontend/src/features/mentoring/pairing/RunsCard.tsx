import { Button, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RunRow } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Tag } from "@/components/Tag";
import { useMomentInWords } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import type { UrlState } from "@/lib/useUrlState";
import { isGoingOn, usePairingChanged } from "./pairing";
import classes from "./pairing.module.css";

type RunsCardProps = { runs: RunRow[]; shown: number | undefined; against: string; url: UrlState };

/** The runs so far: which is shown, and with which it is compared. */
export function RunsCard({ runs, shown, against, url }: RunsCardProps) {
  const { t } = useTranslation();
  const moment = useMomentInWords();
  const zone = useOwnClock();
  const onSuccess = usePairingChanged();
  const stop = api.useMutation("post", "/api/pairing-runs/{run_id}/cancel/", { onSuccess });
  const run = runs.find((one) => one.id === shown);
  const nameOf = (one: RunRow) =>
    [
      `#${one.id}`,
      t(`pairing.runStates.${one.state}`),
      one.is_trial ? t("pairing.trial") : "",
      moment(one.wanted_at, zone),
    ]
      .filter(Boolean)
      .join(" · ");
  const options = runs.map((one) => ({ value: String(one.id), label: nameOf(one) }));
  return (
    <Card>
      <div className={classes.two}>
        <NativeSelect
          label={t("pairing.run")}
          data={options}
          value={String(shown ?? "")}
          onChange={(event) => url.set({ run: event.currentTarget.value, against: "" })}
        />
        <NativeSelect
          label={t("pairing.against")}
          data={[{ value: "", label: "–" }, ...options.filter((one) => one.value !== String(shown))]}
          value={against}
          onChange={(event) => url.set({ against: event.currentTarget.value })}
        />
      </div>
      {run ? (
        <p className={classes.tags} role="status">
          <Tag tone={run.state === "done" ? "good" : run.state === "failed" ? "bad" : "quiet"}>
            {t(`pairing.runStates.${run.state}`)}
          </Tag>
          {run.is_trial ? <Tag tone="warn">{t("pairing.trial")}</Tag> : null}
          {run.published_at ? <Tag tone="accent">{t("pairing.states.published")}</Tag> : null}
          {run.served === null ? null : (
            <span>
              {t("pairing.figures", { served: run.served, score: run.score, seconds: run.seconds })}
            </span>
          )}
        </p>
      ) : null}
      <ErrorState error={stop.error} />
      {isGoingOn(run) ? (
        <div>
          <Button
            variant="default"
            loading={stop.isPending}
            onClick={() => stop.mutate({ params: { path: { run_id: run?.id ?? 0 } } })}
          >
            {t("pairing.stop")}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
