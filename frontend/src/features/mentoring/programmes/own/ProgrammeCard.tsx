import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { OfferedProgramme } from "@/api/types";
import { useMomentInWords } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { datesText } from "@/lib/time";
import classes from "../programmes.module.css";
import { StandingTags } from "./StandingTags";

/** A programme in a list, with what it asks of the reader. */
export function ProgrammeCard({ programme }: { programme: OfferedProgramme }) {
  const { t } = useTranslation();
  const moment = useMomentInWords();
  const language = useLanguage();
  const me = useMe();
  const { starts_on, ends_on, applications_until, may } = programme;
  return (
    <article className={classes.card}>
      <StandingTags programme={programme} />
      <h2>
        <Link to={`/programmes/${programme.slug}`}>
          {inLanguage(language, programme.name_ko, programme.name_en)}
        </Link>
      </h2>
      <p>{inLanguage(language, programme.summary_ko, programme.summary_en)}</p>
      {starts_on && ends_on ? (
        <p className={classes.soft}>{datesText(starts_on, ends_on, language)}</p>
      ) : null}
      {may.includes("apply") && applications_until ? (
        <p className={classes.soft}>
          {t("programmes.until", { moment: moment(applications_until, clockOf(me)) })}
        </p>
      ) : null}
    </article>
  );
}
