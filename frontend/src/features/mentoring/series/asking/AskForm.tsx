import { Stack } from "@mantine/core";
import type { ExpertDetail, Programme } from "@/api/types";
import { useMe } from "@/features/accounts/me";
import { useUrlState } from "@/lib/useUrlState";
import classes from "../series.module.css";
import { AnchorCard } from "./AnchorCard";
import { BookingModes } from "./BookingModes";
import { FirstCard } from "./FirstCard";
import { PreviewCard } from "./PreviewCard";
import { planOf } from "./plan";
import { RuleCard } from "./RuleCard";

/** The steps of asking; those after the first appear when the first start is chosen. */
export function AskForm({ expert, offered }: { expert: ExpertDetail; offered: Programme[] }) {
  const me = useMe();
  const url = useUrlState();
  const programme = offered.find(({ slug }) => slug === url.get("programme")) ?? offered[0];
  const plan = planOf(url.get, expert, me);
  // Other dates want other decisions.
  const change = (changes: Record<string, string>) => url.set({ chosen: "", turns: "", ...changes });
  if (!programme) return null;
  return (
    <Stack gap="lg">
      <BookingModes expertId={expert.id} regular />
      <FirstCard
        expert={expert}
        offered={offered}
        programme={programme}
        start={plan?.start ?? null}
        onChange={change}
      />
      {plan ? (
        <>
          <div className={classes.pair}>
            <RuleCard plan={plan} onChange={change} />
            <AnchorCard plan={plan} expert={expert} onChange={change} />
          </div>
          <PreviewCard
            plan={plan}
            expert={expert}
            programme={programme}
            chosen={url.get("chosen")}
            onChoose={(text) => url.set({ chosen: text })}
          />
        </>
      ) : null}
    </Stack>
  );
}
