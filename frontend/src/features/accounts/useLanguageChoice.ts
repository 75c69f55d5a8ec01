import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { changeLanguage } from "@/lib/i18n";
import { type Language, noteChoice } from "@/lib/language";
import { useMeQuery } from "./me";

/** Switches the language here at once, and for the person on the server when one is signed in. */
export function useLanguageChoice() {
  const queries = useQueryClient();
  const me = useMeQuery();
  const save = api.useMutation("patch", "/api/me/");
  return async (language: Language) => {
    await changeLanguage(language);
    if (!me.data) noteChoice(language);
    else await save.mutateAsync({ body: { language } }).catch(() => undefined);
    // Texts that the server wrote come again in the new language.
    await queries.invalidateQueries();
  };
}
