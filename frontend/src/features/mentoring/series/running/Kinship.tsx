import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Series } from "@/api/types";
import { Notice } from "@/components/Notice";

/** The series that went before and the one that goes on, where the dates were moved to another hour. */
export function Kinship({ series }: { series: Series }) {
  const { t } = useTranslation();
  const { follows, followed_by } = series;
  if (!follows && !followed_by) return null;
  return (
    <Notice>
      {followed_by ? (
        <p>
          {t("series.goesOn")} <Link to={`/series/${followed_by}`}>{t("series.openNext")}</Link>
        </p>
      ) : null}
      {follows ? (
        <p>
          {t("series.wentBefore")} <Link to={`/series/${follows}`}>{t("series.openEarlier")}</Link>
        </p>
      ) : null}
    </Notice>
  );
}
