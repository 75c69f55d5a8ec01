import { useTranslation } from "react-i18next";
import type { RehearsedDate } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useMomentLine } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import { useClashText } from "../dates/useClashText";
import classes from "../series.module.css";

type MovedDatesProps = { dates: RehearsedDate[]; here: Clock; there: Clock };

export function MovedDates({ dates, here, there }: MovedDatesProps) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const clashText = useClashText();
  return (
    <ol className={classes.moved} aria-label={t("series.whatMoves")}>
      {dates.map(({ on, was_at, starts_at, clash }) => (
        <li key={on}>
          {was_at ? <del>{line(was_at, here)}</del> : null}
          <ins>{line(starts_at, here, there)}</ins>
          {clash ? <Tag tone="bad">{clashText(clash)}</Tag> : <Tag tone="good">{t("series.marks.free")}</Tag>}
        </li>
      ))}
    </ol>
  );
}
