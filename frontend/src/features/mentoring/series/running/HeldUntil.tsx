import { useTranslation } from "react-i18next";
import type { Series } from "@/api/types";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { awayText } from "@/lib/time";
import type { Clock } from "@/lib/whoseClock";

type Held = Pick<Series, "state" | "hold_expires_at">;

/** Until when the dates of a request are held, counted down. */
export function HeldUntil({ series, zone }: { series: Held; zone: Clock }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(30_000);
  const until = series.hold_expires_at;
  if (series.state !== "requested" || !until) return null;
  return (
    <Notice tone="warn">
      <p>
        {t("series.held")} <Moment at={until} zone={zone} /> ({awayText(until, now, language)})
      </p>
    </Notice>
  );
}
