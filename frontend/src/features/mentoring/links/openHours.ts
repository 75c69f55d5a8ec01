import { useTranslation } from "react-i18next";
import type { OpenHours } from "@/api/types";
import { api } from "@/lib/api";
import { addDays, startOfDay } from "@/lib/days";
import { useInstallation } from "@/lib/installation";
import { inLanguage, type Language } from "@/lib/language";

const FORTNIGHT = 14;

/** The free starts behind a public link for two weeks from `from`, a day in `timeZone`. */
export function useOpenHours(token: string, from: string, timeZone: string) {
  const { data: installation } = useInstallation();
  const query = {
    from: startOfDay(from, timeZone).toISOString(),
    until: startOfDay(addDays(from, FORTNIGHT), timeZone).toISOString(),
  };
  return api.useQuery(
    "get",
    "/api/open-hours/{token}/",
    { params: { path: { token }, query } },
    { enabled: installation !== undefined, placeholderData: (before) => before, refetchOnWindowFocus: true },
  );
}

export function fortnightAfter(from: string, by: 1 | -1): string {
  return addDays(from, by * FORTNIGHT);
}

/** Whom or what the link is about, in words. */
export function useWhatFor() {
  const { t } = useTranslation();
  return (hours: OpenHours, language: Language) => {
    const programme = inLanguage(language, hours.programme.name_ko, hours.programme.name_en);
    return hours.expert ? t("links.with", { name: hours.expert.name, programme }) : programme;
  };
}
