export type Language = "ko" | "en";

const storageKey = "meridian.language";

export function isLanguage(value: unknown): value is Language {
  return value === "ko" || value === "en";
}

/** The language to start in: the one chosen here before, else the browser's. */
export function storedLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  if (isLanguage(stored)) return stored;
  return navigator.language.startsWith("ko") ? "ko" : "en";
}

/** A language chosen before signing in is taken over into the person's settings afterwards. */
const chosenKey = "meridian.language.chosen";

export function noteChoice(language: Language): void {
  sessionStorage.setItem(chosenKey, language);
}

export function takeChoice(): Language | null {
  const chosen = sessionStorage.getItem(chosenKey);
  sessionStorage.removeItem(chosenKey);
  return isLanguage(chosen) ? chosen : null;
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
}

/** Takes the text of a pair of fields such as `name_ko`/`name_en`, falling back to the other language. */
export function inLanguage(language: Language, ko: string, en: string): string {
  return language === "ko" ? ko || en : en || ko;
}
