import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { asProblem } from "@/lib/problem";
import classes from "./groups.module.css";

const fields = [
  "title_ko",
  "title_en",
  "summary_ko",
  "summary_en",
  "seats",
  "closes_hours",
  "offer_hours",
  "state",
  "closing_reason",
] as const;

/** Why a change was refused; where somebody else was faster, what they changed, field by field. */
export function Changed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const rows = fields.flatMap((name) => problem?.changed.filter(({ field }) => field === name) ?? []);
  if (problem?.code !== "changed_meanwhile" || rows.length === 0) return <ErrorState error={error} />;
  const text = (value: unknown) => {
    if (value === "open" || value === "cancelled" || value === "held") return t(`groups.states.${value}`);
    return value === "" || value === null ? t("groups.nothing") : String(value);
  };
  return (
    <Notice tone="warn">
      <strong>{t("groups.meanwhile")}</strong>
      <dl className={classes.changed}>
        {rows.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{t(`groups.fields.${field as (typeof fields)[number]}`)}</dt>
            <dd>
              <s>{text(before)}</s> {text(after)}
            </dd>
          </div>
        ))}
      </dl>
      <p>{t("groups.again")}</p>
    </Notice>
  );
}
