import { useTranslation } from "react-i18next";
import type { PairingRun } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { useBoardNames } from "./pairing";
import classes from "./pairing.module.css";

/** What the run shown changes of another: whom each startup had, and whom it gets. */
export function DifferenceCard({ run, against }: { run: PairingRun; against: number }) {
  const { t } = useTranslation();
  const nameOf = useBoardNames(run);
  const path = { run_id: run.id, other_id: against };
  const found = api.useQuery("get", "/api/pairing-runs/{run_id}/against/{other_id}/", { params: { path } });
  const names = (ids: number[]) => ids.map(nameOf.expert).join(", ") || t("pairing.nobody");
  return (
    <Card
      title={t("pairing.difference", { run: run.id, other: against })}
      lead={found.data ? t("pairing.changes", { count: found.data.length }) : null}
    >
      <ErrorState error={found.error} />
      <ul className={classes.answers}>
        {found.data?.map((one) => (
          <li key={one.startup}>
            <strong>{nameOf.startup(one.startup)}</strong>
            <span>
              <del>{names(one.before)}</del> → <ins>{names(one.after)}</ins>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
