import { useTranslation } from "react-i18next";
import type { ExpertDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { placeName } from "@/lib/zones";
import classes from "../series.module.css";
import { AnchorExample } from "./AnchorExample";
import { anchors, type Plan, zoneOf } from "./plan";

type AnchorCardProps = {
  plan: Plan;
  expert: ExpertDetail;
  onChange: (changes: Record<string, string>) => void;
};

/** Whose wall clock stays the same when clocks are put forward or back, and what that means for the others. */
export function AnchorCard({ plan, expert, onChange }: AnchorCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  return (
    <Card title={t("series.whoseClock")} lead={t("series.whoseClockHint")}>
      <fieldset className={classes.anchors} aria-label={t("series.whoseClock")}>
        {anchors.map((anchor) => {
          const zone = zoneOf(anchor, expert, me);
          return (
            <label key={anchor} className={classes.anchor}>
              <input
                type="radio"
                name="anchor"
                value={anchor}
                checked={plan.anchor === anchor}
                onChange={() => onChange({ anchor })}
              />
              <span>
                <strong>
                  {t(`series.anchor.${anchor}`, { name: expert.name, place: placeName(zone, language) })}
                </strong>
                <small>
                  <AnchorExample
                    start={plan.start}
                    zone={zone}
                    here={me.time_zone}
                    there={expert.time_zone}
                  />
                </small>
              </span>
            </label>
          );
        })}
      </fieldset>
    </Card>
  );
}
