import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Notice } from "@/components/Notice";

const outcomes = ["connected", "partial", "denied", "failed"] as const;
const reasons = [
  "other_account",
  "scopes_missing",
  "consent_denied",
  "consent_unknown",
  "consent_incomplete",
  "consent_refused",
  "google_unreachable",
  "not_signed_in",
] as const;
const tones = { connected: "good", partial: "warn", denied: "warn", failed: "bad" } as const;

/** What came of the journey to Google, right after it. */
export function Returned() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const outcome = outcomes.find((word) => word === params.get("google"));
  const reason = reasons.find((word) => word === params.get("reason"));
  if (!outcome) return null;
  return (
    <Notice tone={tones[outcome]}>
      {t(`google.${outcome}`)} {reason ? t(`google.returned.${reason}`) : null}
    </Notice>
  );
}
