import { useTranslation } from "react-i18next";
import { Tag } from "@/components/Tag";
import { useLanguage } from "@/lib/i18n";
import { minuteText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import type { Shift } from "./shifts";

/** A mark beside a date at which somebody's clock shows another hour than the date before. */
export function ShiftTags({ shifts }: { shifts: Shift[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return shifts.map(({ zone, from, before, after }) => (
    <Tag key={zone} tone="warn">
      {t(zone === from ? "series.hourShifts" : "series.hourElsewhere", {
        from: placeName(from, language),
        place: placeName(zone, language),
        before: minuteText(before, language),
        after: minuteText(after, language),
      })}
    </Tag>
  ));
}
