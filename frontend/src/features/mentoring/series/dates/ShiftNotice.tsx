import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import { serverNow } from "@/lib/clock";
import { dayOf, mondayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dateText, minuteText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { type Dated, type Sides, shiftsOf } from "./shifts";

/** Says beforehand in which weeks the hour shifts, and for whom. */
export function ShiftNotice({ dates, sides }: { dates: readonly Dated[]; sides: Sides }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const shifts = shiftsOf(dates, sides).flat();
  if (shifts.length === 0) return null;
  return (
    <Notice tone="warn">
      <strong>{t("series.shiftTitle")}</strong>
      {shifts.map(({ zone, from, before, after, at }) => (
        <p key={zone + at}>
          {t(zone === from ? "series.shiftWeek" : "series.shiftElsewhere", {
            from: placeName(from, language),
            week: dateText(mondayOf(dayOf(at, zone)), serverNow(), language),
            place: placeName(zone, language),
            before: minuteText(before, language),
            after: minuteText(after, language),
          })}
        </p>
      ))}
    </Notice>
  );
}
