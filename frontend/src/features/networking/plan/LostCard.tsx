import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventPlan } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import classes from "./plan.module.css";
import { usePlansChanged } from "./plans";

type LostCardProps = { plan: EventPlan; onProposed: (number: number) => void };

/** Meetings of the plan that holds which fell away because a guest does not come, and the way to fill the gaps. */
export function LostCard({ plan, onProposed }: LostCardProps) {
  const { t } = useTranslation();
  const onSuccess = usePlansChanged();
  const propose = api.useMutation("post", "/api/event-desk/{slug}/plans/rest/", { onSuccess });
  if (plan.state !== "published" || plan.lost.length === 0) return null;
  const go = async () => {
    const call = { params: { path: { slug: plan.event } } };
    const made = await propose.mutateAsync(call).catch(() => null);
    if (made) onProposed(made.number);
  };
  return (
    <Card title={t("planner.lost", { count: plan.lost.length })} lead={t("planner.lostLead")}>
      <Stack gap="md">
        <ul className={classes.rows}>
          {plan.lost.map((one) => (
            <li key={`${one.startup} ${one.contact} ${one.round}`}>{one.words}</li>
          ))}
        </ul>
        <div className={classes.buttons}>
          <Button loading={propose.isPending} onClick={go}>
            {t("planner.fillGaps")}
          </Button>
        </div>
        <ErrorState error={propose.error} />
      </Stack>
    </Card>
  );
}
