import { useTranslation } from "react-i18next";
import { serverNow } from "@/lib/clock";
import { wallClock } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dateText, minuteText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import { seasonsOf } from "./seasons";

type AnchorExampleProps = { start: string; zone: string; here: string; there: string };

/** "4:00 PM in California all year. Seoul: 9:00 AM, from Mar 14 8:00 AM, from Nov 7 9:00 AM." */
export function AnchorExample({ start, zone, here, there }: AnchorExampleProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { day, minute } = wallClock(start, zone);
  const others = [...new Set([here, there])].filter((other) => other !== zone);
  const hours = (other: string) =>
    seasonsOf(day, minute, zone, other)
      .map((season) => {
        const time = minuteText(season.minute, language);
        if (!season.from) return time;
        return t("series.fromDay", { day: dateText(season.from, serverNow(), language), time });
      })
      .join(", ");
  const fixed = { time: minuteText(minute, language), place: placeName(zone, language) };
  return [
    t("series.allYear", fixed),
    ...others.map((other) => t("series.there", { place: placeName(other, language), hours: hours(other) })),
  ].join(" ");
}
