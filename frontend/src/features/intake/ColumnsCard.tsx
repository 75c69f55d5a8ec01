import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import classes from "./intake.module.css";

/** Which columns each kind of file must have; the first of them says what the file holds. */
const kinds = [
  { kind: "startups", columns: ["founder_name", "startup_ko", "startup_en", "stage"] },
  { kind: "experts", columns: ["expert_name", "kind", "topics", "languages"] },
  { kind: "contacts", columns: ["contact_name", "organisation", "languages"] },
  { kind: "coordinators", columns: ["coordinator_name"] },
] as const;

/** What to put into a file, for somebody who has none yet. */
export function ColumnsCard() {
  const { t } = useTranslation();
  return (
    <Card title={t("import.columns")} lead={t("import.columnsLead")}>
      <dl className={classes.kinds}>
        {kinds.map(({ kind, columns }) => (
          <div key={kind}>
            <dt>{t(`import.kinds.${kind}`)}</dt>
            <dd>
              {[...columns, "email", "country"].map((column) => (
                <code key={column}>{column}</code>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
