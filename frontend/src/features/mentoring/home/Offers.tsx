import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useProgrammes } from "@/features/directory/queries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { QuotaBars } from "../quota/QuotaBars";
import classes from "./home.module.css";

/** What the hub's programmes offer, each a way into the search for the right people. */
export function Offers() {
  const { t } = useTranslation();
  const language = useLanguage();
  const programmes = useProgrammes();
  return (
    <Card title={t("home.offers")}>
      <ErrorState error={programmes.error} onRetry={programmes.refetch} />
      {programmes.isPending ? <Loading rows={3} height={72} /> : null}
      <ul className={classes.offers}>
        {programmes.data?.results.map((programme) => (
          <li key={programme.slug}>
            <Link to={`/mentors?need=${programme.slug}`}>
              {inLanguage(language, programme.name_ko, programme.name_en)}
            </Link>
            <p>{inLanguage(language, programme.summary_ko, programme.summary_en)}</p>
            <p className={classes.meta}>
              {t("booking.minutes", { count: programme.session_minutes })} ·{" "}
              {t(`booking.approval.${programme.approval}`)}
            </p>
            {programme.quota.length > 0 ? <QuotaBars periods={programme.quota} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
