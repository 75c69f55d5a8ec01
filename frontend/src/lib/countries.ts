import type { Language } from "./language";

/** Where people here live; these are offered first. */
export const commonCountries = ["KR", "US", "JP", "SG", "CA", "GB", "DE"];

/** Codes that CLDR names but that are no country to live in. */
const unions = ["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"];
const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

type Country = { code: string; name: string };
const listed = new Map<Language, Country[]>();

function isCurrent(code: string): boolean {
  return !unions.includes(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

/** All countries by name in a language, with their ISO 3166-1 codes. */
export function allCountries(language: Language): Country[] {
  const known = listed.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCurrent);
  const found = codes.flatMap((code) => {
    const name = names.of(code);
    return name ? [{ code, name }] : [];
  });
  found.sort((one, other) => one.name.localeCompare(other.name, language));
  listed.set(language, found);
  return found;
}
