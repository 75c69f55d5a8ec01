import { useTranslation } from "react-i18next";
import type { WhyEmpty } from "@/api/types";
import type { Clock } from "@/lib/whoseClock";

export type Reasons = ReadonlyMap<string, WhyEmpty["reason"]>;

/** Why a day has no start, in a word or in a sentence. Reasons are told for the days at home: on a journey one may miss. */
export function useWhy(reasons: Reasons, today: string, clock: Clock) {
  const { t } = useTranslation();
  const otherwise = typeof clock === "string" ? "notice" : "off";
  const reasonOf = (day: string) => (day < today ? "past" : (reasons.get(day) ?? otherwise));
  return {
    word: (day: string) => t(`slots.why.${reasonOf(day)}`),
    sentence: (day: string) => t(`slots.because.${reasonOf(day)}`),
  };
}
