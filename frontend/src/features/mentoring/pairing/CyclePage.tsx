import { Button } from "@mantine/core";
import { useState } from "react";
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

/** What there is to do with a cycle as it stands. */
const firstView = {
  collecting: "answers",
  review: "review",
  published: "pairs",
  closed: "pairs",
  cancelled: "answers",
} as const satisfies Record<Cycle["state"], (typeof views)[number]>;

/** A cycle for coordinators: who has answered, what counts, what was worked out, and what became of it. */
export default function CyclePage() {
  const { t } = useTranslation();
  const cycle = useCycle(Number(useParams().id));
  if (cycle.data)
    return <CycleParts key={cycle.data.id} cycle={cycle.data} updatedAt={cycle.dataUpdatedAt} />;
  return (
    <Page title={t("pairing.title")}>
      <ErrorState error={cycle.error} onRetry={cycle.refetch} />
      {cycle.isPending ? <Loading rows={3} /> : null}
    </Page>
  );
}

function CycleParts({ cycle, updatedAt }: { cycle: Cycle; updatedAt: number }) {
  const { t } = useTranslation();
  const url = useUrlState();
  const nameOf = useProgrammeName();
  const [first] = useState(firstView[cycle.state]); // publishing does not turn the page
  const view = views.find((known) => known === url.get("view")) ?? first;
  return (
    <Page
      title={nameOf(cycle)}
      width="wide"
      lead={<Tag tone={isLiving(cycle) ? "accent" : "quiet"}>{t(`pairing.states.${cycle.state}`)}</Tag>}
      aside={isLiving(cycle) ? <EndButton cycle={cycle} /> : null}
    >
      <SegmentedFilter
        label={t("pairing.view")}
        value={view}
        options={views.map((value) => ({ value, label: t(`pairing.views.${value}`) }))}
        onChange={(value) => url.set({ view: value })}
      />
      <div className={classes.parts}>
        {view === "answers" ? <AnswersCard cycle={cycle} /> : null}
        {view === "weights" ? <WeightsCard key={updatedAt} cycle={cycle} /> : null}
        {view === "review" ? <ReviewPart cycle={cycle} url={url} /> : null}
        {view === "pairs" ? <LeftAloneCard cycle={cycle} /> : null}
        {view === "pairs" ? <PairsCard cycle={cycle} /> : null}
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
