import { useTranslation } from "react-i18next";
import type { GroupRow } from "@/api/types";
import { GroupCard } from "./GroupCard";
import classes from "./groups.module.css";

/** The next group session of one's own, on the home page. */
export function NextGroup({ group }: { group: GroupRow }) {
  const { t } = useTranslation();
  return (
    <section className={classes.next} aria-label={t("groups.next")}>
      <p className={classes.nextTitle}>{t("groups.next")}</p>
      <GroupCard group={group} />
    </section>
  );
}
