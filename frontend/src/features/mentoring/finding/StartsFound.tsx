import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Finding } from "@/api/types";
import { ClockTurns } from "@/components/ClockTurns";
import { EmptyState } from "@/components/EmptyState";
import { startOfDay, underDays } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { longDayText } from "@/lib/time";
import { clockFrom, placesOf } from "@/lib/whoseClock";
import { BothClocks } from "./BothClocks";
import { ExpertsRead } from "./ExpertsRead";
import classes from "./finding.module.css";
import { WhyEmpty } from "./WhyEmpty";

type StartsFoundProps = { found: Finding; bookAt: (expert: number, startsAt: string) => string };

/** Starts that suit all at once, or at which one of a pool is free, under their days. */
export function StartsFound({ found, bookAt }: StartsFoundProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const here = clockFrom(found.viewer_clock, found.viewer_time_zone);
  const known = new Map(found.experts.map((expert) => [expert.id, expert]));
  const first = found.experts[0];
  const nameOf = (day: string) => longDayText(startOfDay(day, "UTC"), "UTC", language);
  // Of several the other sides are told beside their starts.
  const there =
    first && found.experts.length === 1 ? clockFrom(first.clock, first.time_zone) : found.viewer_time_zone;
  if (found.starts.length === 0) {
    return (
      <>
        <ExpertsRead found={found} />
        <EmptyState
          icon="calendar"
          title={t("find.none")}
          text={t("find.noneHint")}
          action={<WhyEmpty days={found.empty_days} />}
        />
      </>
    );
  }
  return (
    <div className={classes.days}>
      <ExpertsRead found={found} />
      <ClockTurns here={here} there={there} />
      {underDays(found.starts, here).map(({ day, starts }) => (
        <section key={day} aria-label={nameOf(day)}>
          <h3>
            {nameOf(day)}
            {typeof here === "string"
              ? null
              : ` · ${placesOf(
                  here,
                  starts.map(({ starts_at }) => starts_at),
                  language,
                )}`}
          </h3>
          <ul className={classes.starts}>
            {starts.map(({ starts_at, expert }) => {
              const whose = expert === null ? first : known.get(expert);
              if (!whose) return null;
              return (
                <li key={starts_at}>
                  <Link className={classes.start} to={bookAt(whose.id, starts_at)}>
                    <BothClocks at={starts_at} here={here} there={clockFrom(whose.clock, whose.time_zone)} />
                    {expert === null ? null : <small>{t("find.turn", { name: whose.name })}</small>}
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
