import { useLanguage } from "@/lib/i18n";

/** Names of spoken languages, in the reader's language: "한국어, 영어". */
export function useLanguageNames() {
  const names = new Intl.DisplayNames([useLanguage()], { type: "language" });
  return (codes: string[]) => codes.map((code) => names.of(code) ?? code).join(", ");
}
