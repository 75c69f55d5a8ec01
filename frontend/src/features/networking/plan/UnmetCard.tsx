import { useTranslation } from "react-i18next";
import type { EventPlan } from "@/api/types";
import { Card } from "@/components/Card";
import { Tag } from "@/components/Tag";
import classes from "./plan.module.css";

/** The wishes that the plan does not meet and who meets too few, each with the reason. */
export function UnmetCard({ plan }: { plan: EventPlan }) {
  const { t } = useTranslation();
  const nameOf = new Map(plan.guests.map(({ id, name }) => [id, name]));
  if (plan.unmet.length + plan.lacking.length === 0) return <p>{t("planner.allMet")}</p>;
  return (
    <Card title={t("planner.unmet", { count: plan.unmet.length })}>
      <ul className={classes.rows}>
        {plan.lacking.map((one) => (
          <li key={one.guest}>
            <Tag tone="warn">{t("planner.tooFew")}</Tag> {one.words}
          </li>
        ))}
        {plan.unmet.map((one) => (
          <li key={`${one.startup} ${one.contact}`}>
            <strong>
              {nameOf.get(one.startup)} – {nameOf.get(one.contact)}
            </strong>{" "}
            {one.is_mutual_must ? <Tag tone="bad">{t("planner.mutualMust")}</Tag> : null}{" "}
            <span className={classes.soft}>{one.words}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
