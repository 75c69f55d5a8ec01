import { useTranslation } from "react-i18next";
import type { Pair, PlannedDate } from "@/api/types";
import { Notice } from "@/components/Notice";
import { useMomentLine } from "@/components/TimeLine";
import { useClashText } from "../series/dates/useClashText";
import { sidesOf } from "../series/series";
import classes from "./pairs.module.css";

type Preview = { dates: PlannedDate[]; expert_time_zone: string; founder_time_zone: string };

/** Every date that the terms would book, on both clocks; what cannot be had says why, and what is free near it. */
export function TermsDates({ preview, side }: { preview: Preview; side: Pair["side"] }) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const clashText = useClashText();
  const homes = { expert: preview.expert_time_zone, founder: preview.founder_time_zone };
  const clocks = sidesOf(preview.dates, homes);
  const [here, there] = side === "expert" ? [clocks.expert, clocks.founder] : [clocks.founder, clocks.expert];
  const clashes = preview.dates.some((date) => date.clash !== null);
  return (
    <section aria-label={t("pairs.dates")}>
      {clashes ? (
        <Notice tone="warn">
          <p>{t("pairs.someTaken")}</p>
        </Notice>
      ) : null}
      <ol className={classes.items}>
        {preview.dates.map((date) => (
          <li key={date.on}>
            <div>
              {line(date.starts_at, here, there)}
              {date.clash ? (
                <small>
                  {clashText(date.clash)}{" "}
                  {date.alternatives.map(({ starts_at }) => line(starts_at, here, there)).join(" / ")}
                </small>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
