import { Button, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { DeskLinks } from "../day/DeskLinks";
import { BoardPart } from "./BoardPart";
import { ProgressCard } from "./ProgressCard";
import classes from "./plan.module.css";
import { isGoingOn, usePlan, usePlans, usePlansChanged } from "./plans";

/** Who meets whom, in which round, at which table: worked out, looked at, changed by hand, published. */
export default function PlannerPage() {
  const { t } = useTranslation();
  const { slug = "" } = useParams();
  const url = useUrlState();
  const plans = usePlans(slug);
  const onSuccess = usePlansChanged();
  const start = api.useMutation("post", "/api/event-desk/{slug}/plans/", { onSuccess });
  const rows = plans.data?.results ?? [];
  const row = rows.find(({ number }) => number === Number(url.get("plan"))) ?? rows[0];
  const plan = usePlan(row);
  const begin = async (pins_of: number | null) => {
    const call = { params: { path: { slug } }, body: { pins_of, seed: 0 } };
    const begun = await start.mutateAsync(call).catch(() => null);
    if (begun) url.set({ plan: String(begun.number) });
  };
  const busy = rows.some(isGoingOn);
  return (
    <Page title={t("planner.title")} lead={t("planner.lead")} aside={<DeskLinks slug={slug} />} width="wide">
      <div className={classes.head}>
        <NativeSelect
          label={t("planner.plan")}
          disabled={rows.length === 0}
          value={String(row?.number ?? "")}
          data={rows.map(({ number, state }) => ({
            value: String(number),
            label: `${number} · ${t(`planner.states.${state}`)}`,
          }))}
          onChange={(event) => url.set({ plan: event.currentTarget.value })}
        />
        <div className={classes.buttons}>
          <Button loading={start.isPending} disabled={busy} onClick={() => begin(null)}>
            {t("planner.begin")}
          </Button>
          <Button
            variant="default"
            disabled={busy || !plan.data?.placed.some((one) => one.is_pinned)}
            onClick={() => begin(row?.id ?? null)}
          >
            {t("planner.beginAround")}
          </Button>
        </div>
      </div>
      <ErrorState error={start.error ?? plans.error ?? plan.error} />
      {plans.isPending ? <Loading rows={3} /> : null}
      {plans.data && rows.length === 0 ? (
        <EmptyState icon="groups" title={t("planner.none")} text={t("planner.noneHint")} />
      ) : null}
      {row ? <ProgressCard row={row} /> : null}
      {plan.data && row && !isGoingOn(row) ? (
        <BoardPart key={plan.data.id} plan={plan.data} rows={rows} url={url} />
      ) : null}
    </Page>
  );
}
