import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import desk from "../desk/desk.module.css";
import classes from "./threads.module.css";

/** Texts whose session could not be told, and how many came from numbers that are nobody's. Nothing where there are none. */
export function StrayTextsCard() {
  const { t } = useTranslation();
  const me = useMe();
  const { data, error, refetch } = api.useQuery("get", "/api/stray-texts/");
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data || data.unplaced.length + data.strangers.length === 0) return null;
  return (
    <Card title={t("threads.stray")}>
      <div className={classes.stray}>
        {data.unplaced.length > 0 ? (
          <>
            <p>{t("threads.strayLead")}</p>
            <ul className={desk.warnings}>
              {data.unplaced.map((text) => (
                <li key={text.id}>
                  <div className={desk.words}>
                    <div className={classes.who}>
                      <strong>{text.person}</strong>
                      <Moment at={text.at} zone={clockOf(me)} />
                    </div>
                    <p className={classes.text}>{text.text || t("thread.erased")}</p>
                  </div>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {data.strangers.length > 0 ? (
          <>
            <p>{t("threads.strangers")}</p>
            <ul>
              {data.strangers.map((row) => (
                <li key={row.masked}>
                  {row.masked} · {t("threads.texts", { count: row.texts })} ·{" "}
                  <Moment at={row.last_at} zone={clockOf(me)} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Card>
  );
}
