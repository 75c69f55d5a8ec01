import { useTranslation } from "react-i18next";
import type { GroupRow } from "@/api/types";
import classes from "./groups.module.css";

type SeatsBarProps = { group: Pick<GroupRow, "seats" | "taken" | "offered" | "waiting" | "free"> };

/** How full it is, as a bar and in words: the words carry it. */
export function SeatsBar({ group }: SeatsBarProps) {
  const { t } = useTranslation();
  const { seats, taken, offered, waiting, free } = group;
  const share = (count: number) => `${(100 * count) / Math.max(1, seats)}%`;
  return (
    <div className={classes.seats}>
      <p className={classes.left}>
        <strong>{free > 0 ? t("groups.free", { count: free }) : t("groups.full")}</strong>
        <span>{t("groups.taken", { taken, seats })}</span>
        {waiting > 0 ? <span>{t("groups.waitingCount", { count: waiting })}</span> : null}
      </p>
      <div className={classes.bar} aria-hidden="true">
        <span data-part="taken" style={{ width: share(taken) }} />
        {offered > 0 ? <span data-part="offered" style={{ width: share(offered) }} /> : null}
      </div>
    </div>
  );
}
