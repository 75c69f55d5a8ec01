import { useTranslation } from "react-i18next";
import type { ShownTemplate } from "@/api/types";
import { Notice } from "@/components/Notice";
import classes from "./templates.module.css";

/** Which characters of a draft phones do not show, and what stands in their place. */
export function Cleaned({ changes }: { changes: ShownTemplate["changes"] }) {
  const { t } = useTranslation();
  return (
    <Notice tone="warn">
      <p>{t("templates.cleaned")}</p>
      <ul className={classes.cleaned}>
        {changes.map(({ before, after }) => (
          <li key={before}>
            <code>{before.trim() || t("templates.space")}</code> →{" "}
            {after ? <code>{after.trim() || t("templates.space")}</code> : t("templates.leftOut")}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
