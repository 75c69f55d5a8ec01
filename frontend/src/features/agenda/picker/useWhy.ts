import { useTranslation } from "react-i18next";
import type { WhyEmpty } from "@/api/types";

export type Reasons = ReadonlyMap<string, WhyEmpty["reason"]>;

/** Why a day has no start, in a word or in a sentence. One that has just lost its last start misses. */
export function useWhy(reasons: Reasons, today: string) {
  const { t } = useTranslation();
  const reasonOf = (day: string) => (day < today ? "past" : (reasons.get(day) ?? "notice"));
  return {
    word: (day: string) => t(`slots.why.${reasonOf(day)}`),
    sentence: (day: string) => t(`slots.because.${reasonOf(day)}`),
  };
}
