import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type en from "@/i18n/en.json";
import { isLanguage, type Language, storedLanguage, storeLanguage } from "./language";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const catalogues = {
  ko: () => import("@/i18n/ko.json"),
  en: () => import("@/i18n/en.json"),
};

async function loadCatalogue(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  const catalogue = await catalogues[language]();
  i18next.addResourceBundle(language, "translation", catalogue.default);
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadCatalogue(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  storeLanguage(language);
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: storedLanguage(),
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
  });
  await changeLanguage(storedLanguage());
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

/** The chosen language, re-rendering when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : "en";
}
