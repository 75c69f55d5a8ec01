import { useTranslation } from "react-i18next";
import type { GroupRow } from "@/api/types";
import { Notice } from "@/components/Notice";
import { useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { minuteText, timeText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { isOutsideHours, minuteOf } from "./humane";

/** Says before somebody takes a seat that it is at an hour in which they do not like to meet. */
export function LateNotice({ group }: { group: GroupRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  if (!isOutsideHours(group, me)) return null;
  return (
    <Notice tone="warn">
      <p>
        {t("groups.late", {
          at: `${timeText(group.starts_at, group.your_time_zone, language)} ${placeName(group.your_time_zone, language)}`,
          from: minuteText(minuteOf(me.humane_from), language),
          until: minuteText(minuteOf(me.humane_until), language),
        })}
      </p>
    </Notice>
  );
}
