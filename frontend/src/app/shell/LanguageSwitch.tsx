import { useLanguageChoice } from "@/features/accounts/useLanguageChoice";
import { useLanguage } from "@/lib/i18n";
import classes from "./shell.module.css";

/** Names the other language in that language, as the people who look for it would. */
export function LanguageSwitch() {
  const choose = useLanguageChoice();
  const other = useLanguage() === "ko" ? "en" : "ko";
  return (
    <button type="button" lang={other} className={classes.tool} onClick={() => void choose(other)}>
      {other === "ko" ? "한국어" : "English"}
    </button>
  );
}
