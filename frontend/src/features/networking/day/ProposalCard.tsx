import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { ChangesCard } from "../plan/ChangesCard";
import { usePlans, usePlansChanged } from "../plan/plans";
import classes from "./day.module.css";

/** The rest planned anew with the fewest changes: first looked at, then published. */
export function ProposalCard({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const plans = usePlans(slug);
  const onSuccess = usePlansChanged();
  const propose = api.useMutation("post", "/api/event-desk/{slug}/plans/rest/", { onSuccess });
  const publish = api.useMutation("post", "/api/event-plans/{plan_id}/publish/", { onSuccess });
  const rows = plans.data?.results ?? [];
  const holds = rows.find(({ state }) => state === "published");
  const proposal = rows.find(
    (one) => one.kind === "rest" && one.state === "ready" && one.number > (holds?.number ?? 0),
  );
  const go = async () => {
    if (!proposal) return;
    const header = { "If-Match": `"${proposal.revision}"` };
    const call = { params: { path: { plan_id: proposal.id }, header } };
    if (await publish.mutateAsync(call).catch(() => null)) tell(t("planner.published"));
  };
  return (
    <>
      <Card title={t("day.rest")} lead={t(holds ? "day.restLead" : "day.noPlan")}>
        <div className={classes.deeds}>
          <Button
            variant={proposal ? "default" : "filled"}
            disabled={!holds}
            loading={propose.isPending}
            onClick={() => propose.mutate({ params: { path: { slug } } })}
          >
            {t("day.propose")}
          </Button>
          {proposal ? (
            <Button loading={publish.isPending} onClick={go}>
              {t("day.publishRest")}
            </Button>
          ) : null}
        </div>
        <ErrorState error={propose.error ?? publish.error} />
      </Card>
      {proposal && holds ? <ChangesCard plan={proposal.id} before={holds.id} /> : null}
    </>
  );
}
