import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Tag } from "@/components/Tag";
import { api } from "@/lib/api";
import classes from "./plan.module.css";

const tones = { added: "good", lost: "bad", moved: "warn", table: "quiet" } as const;

/** What a plan changes of the one that guests know. */
export function ChangesCard({ plan, before }: { plan: number; before: number }) {
  const { t } = useTranslation();
  const path = { plan_id: plan, before_id: before };
  const found = api.useQuery("get", "/api/event-plans/{plan_id}/against/{before_id}/", { params: { path } });
  const at = (place: { round: number; table: number } | null) =>
    place ? t("planner.at", place) : t("planner.notAtAll");
  return (
    <Card
      title={t("planner.changes")}
      lead={
        found.data ? t("planner.changesLead", { guests: found.data.guests, kept: found.data.kept }) : null
      }
    >
      <ErrorState error={found.error} />
      {found.data?.changes.length === 0 ? <p>{t("planner.noChanges")}</p> : null}
      <ul className={classes.rows}>
        {found.data?.changes.map((one) => (
          <li key={`${one.startup} ${one.contact}`}>
            <Tag tone={tones[one.change]}>{t(`planner.change.${one.change}`)}</Tag>{" "}
            <strong>
              {one.startup_name} – {one.contact_name}
            </strong>{" "}
            <span>
              <del>{at(one.before)}</del> → <ins>{at(one.after)}</ins>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
