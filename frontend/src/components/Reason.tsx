import { useTranslation } from "react-i18next";
import { reasonOf } from "@/lib/reasons";
import classes from "./Reason.module.css";

/** Says a server's code in words. */
export function useReasonText() {
  const { t } = useTranslation();
  return (code: string): string => {
    const reason = reasonOf(code);
    return reason ? t(`reasons.${reason}`) : t("reasons.other");
  };
}

/** Why something did not happen, in words; a code that says more to staff than to others follows in small print. */
export function Reason({ code, before = "" }: { code: string; before?: string }) {
  const text = useReasonText();
  if (!code) return before || null;
  const shown = reasonOf(code) === null || /^\d+$/.test(code);
  return (
    <span className={classes.reason}>
      {before ? `${before} – ${text(code)}` : text(code)}
      {shown ? <code className={classes.code}>{code}</code> : null}
    </span>
  );
}
