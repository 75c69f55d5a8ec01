import type { Language } from "./language";

const places: Record<string, Record<Language, string>> = {
  "Asia/Seoul": { ko: "서울", en: "Seoul" },
  "America/Los_Angeles": { ko: "캘리포니아", en: "California" },
  "America/Denver": { ko: "덴버", en: "Denver" },
  "America/Phoenix": { ko: "피닉스", en: "Phoenix" },
  "America/Chicago": { ko: "시카고", en: "Chicago" },
  "America/New_York": { ko: "뉴욕", en: "New York" },
  "America/Vancouver": { ko: "밴쿠버", en: "Vancouver" },
  "Pacific/Honolulu": { ko: "호놀룰루", en: "Honolulu" },
  "Asia/Tokyo": { ko: "도쿄", en: "Tokyo" },
  "Asia/Singapore": { ko: "싱가포르", en: "Singapore" },
  "Europe/London": { ko: "런던", en: "London" },
  "Europe/Berlin": { ko: "베를린", en: "Berlin" },
  UTC: { ko: "협정 세계시", en: "UTC" },
};

/** The place a person would name for a zone: "서울", "California". */
export function placeName(timeZone: string, language: Language): string {
  const city = timeZone.split("/").at(-1) ?? timeZone;
  return places[timeZone]?.[language] ?? city.replaceAll("_", " ");
}

export const commonZones = Object.keys(places).filter((zone) => zone !== "UTC");

export function allZones(): string[] {
  return Intl.supportedValuesOf("timeZone");
}

/** The zone across the ocean, for showing beside one's own where nobody else's is known. */
export function oppositeZone(timeZone: string): string {
  return timeZone === "Asia/Seoul" ? "America/Los_Angeles" : "Asia/Seoul";
}
