import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "./series.module.css";

/** Beside a session that is one date of a series: the way to the whole. */
export function SeriesLink({ id }: { id: string | null }) {
  const { t } = useTranslation();
  if (!id) return null;
  return (
    <Link to={`/series/${id}`} className={classes.tag}>
      {t("series.partOf")}
    </Link>
  );
}
