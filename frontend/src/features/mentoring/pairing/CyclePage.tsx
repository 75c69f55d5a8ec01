import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { Cycle } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { Tag } from "@/components/Tag";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { AnswersCard } from "./AnswersCard";
import { LeftAloneCard } from "./LeftAloneCard";
import { PairsCard } from "./PairsCard";
import { isLiving, useCycle, usePairingChanged, useProgrammeName } from "./pairing";
import classes from "./pairing.module.css";
import { ReviewPart } from "./ReviewPart";
import { WeightsCard } from "./WeightsCard";

const views = ["answers", "weights", "review", "pairs"] as const;

/** A cycle for coordinators: who has answered, what counts, what was worked out, and what became of it. */
export default function CyclePage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const url = useUrlState();
  const cycle = useCycle(id);
  const nameOf = useProgrammeName();
  const view = views.find((known) => known === url.get("view")) ?? "answers";
  if (!cycle.data)
    return (
      <Page title={t("pairing.title")}>
        <ErrorState error={cycle.error} onRetry={cycle.refetch} />
        {cycle.isPending ? <Loading rows={3} /> : null}
      </Page>
    );
  return (
    <Page
      title={nameOf(cycle.data)}
      width="wide"
      lead={
        <Tag tone={isLiving(cycle.data) ? "accent" : "quiet"}>{t(`pairing.states.${cycle.data.state}`)}</Tag>
      }
      aside={isLiving(cycle.data) ? <EndButton cycle={cycle.data} /> : null}
    >
      <SegmentedFilter
        label={t("pairing.view")}
        value={view}
        options={views.map((value) => ({ value, label: t(`pairing.views.${value}`) }))}
        onChange={(value) => url.set({ view: value === "answers" ? "" : value })}
      />
      <div className={classes.parts}>
        {view === "answers" ? <AnswersCard cycle={cycle.data} /> : null}
        {view === "weights" ? <WeightsCard key={cycle.dataUpdatedAt} cycle={cycle.data} /> : null}
        {view === "review" ? <ReviewPart cycle={cycle.data} url={url} /> : null}
        {view === "pairs" ? <LeftAloneCard cycle={cycle.data} /> : null}
        {view === "pairs" ? <PairsCard cycle={cycle.data} /> : null}
      </div>
    </Page>
  );
}

function EndButton({ cycle }: { cycle: Cycle }) {
  const { t } = useTranslation();
  const tell = useTell();
  const onSuccess = usePairingChanged();
  const end = api.useMutation("post", "/api/cycles/{cycle_id}/end/", { onSuccess });
  const words = cycle.state === "published" ? "close" : "cancel";
  const finish = async () => {
    if (!window.confirm(t(`pairing.${words}Confirm`))) return;
    const call = { params: { path: { cycle_id: cycle.id } } };
    if (await end.mutateAsync(call).catch(() => null)) tell(t("pairing.ended"));
  };
  return (
    <>
      <Button variant="default" loading={end.isPending} onClick={finish}>
        {t(`pairing.${words}`)}
      </Button>
      <ErrorState error={end.error} />
    </>
  );
}
