import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/components/Card";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { wantsSomething } from "../programmes";
import classes from "../programmes.module.css";
import { StandingTags } from "./StandingTags";

/** On the home page: programmes that ask something of the reader, and the way to all of them. */
export function AsksCard() {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = { page_size: 100 };
  const found = api.useQuery("get", "/api/me/programmes/", { params: { query } });
  const asking = (found.data?.results ?? []).filter(wantsSomething);
  if (!found.data || found.data.count === 0) return null;
  return (
    <Card title={t("programmes.title")} aside={<Link to="/programmes">{t("programmes.seeAll")}</Link>}>
      {asking.length === 0 ? <p className={classes.soft}>{t("programmes.nothingAsked")}</p> : null}
      <ul>
        {asking.map((programme) => (
          <li key={programme.slug} className={classes.line}>
            <Link to={`/programmes/${programme.slug}`}>
              {inLanguage(language, programme.name_ko, programme.name_en)}
            </Link>
            <StandingTags programme={programme} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
