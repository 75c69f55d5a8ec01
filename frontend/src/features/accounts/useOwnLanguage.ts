import { useEffect } from "react";
import type { Me } from "@/api/types";
import { changeLanguage, currentLanguage } from "@/lib/i18n";

/** Signed in, a person reads in the language that they have chosen. */
export function useOwnLanguage(me: Me | undefined): void {
  const chosen = me?.language;
  useEffect(() => {
    if (chosen && chosen !== currentLanguage()) void changeLanguage(chosen);
  }, [chosen]);
}
