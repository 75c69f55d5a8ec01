import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Finding } from "@/api/types";
import { ClockTurns } from "@/components/ClockTurns";
import { Pager, pagesOf } from "@/components/Pager";
import { CalendarLine } from "@/features/agenda/reading/CalendarLine";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { awayText } from "@/lib/time";
import type { UrlState } from "@/lib/useUrlState";
import { clockFrom, placesOf } from "@/lib/whoseClock";
import { BothClocks } from "./BothClocks";
import classes from "./finding.module.css";
import { WhyEmpty } from "./WhyEmpty";

const pageSize = 10;

type EachFoundProps = {
  found: Finding;
  url: UrlState;
  bookAt: (expert: number, startsAt: string) => string;
};

/** Everybody's first starts, whoever is free next first. */
export function EachFound({ found, url, bookAt }: EachFoundProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const here = clockFrom(found.viewer_clock, found.viewer_time_zone);
  const first = (Math.min(url.page, pagesOf(found.experts.length, pageSize)) - 1) * pageSize;
  return (
    <>
      <ClockTurns here={here} there={found.viewer_time_zone} />
      <ol className={classes.people} start={first + 1}>
        {found.experts
          .slice(first, first + pageSize)
          .map(({ id, name, organisation, time_zone, clock, calendar, starts, empty_days }) => (
            <li key={id} className={classes.person}>
              <div>
                <strong>
                  <Link to={`/mentors/${id}`}>{name}</Link>
                </strong>
                <p className={classes.hint}>
                  {organisation} ·{" "}
                  {placesOf(
                    clockFrom(clock, time_zone),
                    starts.map(({ starts_at }) => starts_at),
                    language,
                  )}
                </p>
                <CalendarLine whose={t("reading.calendar")} calendar={calendar} />
                <p className={classes.hint}>
                  {starts[0]
                    ? t("find.free", { away: awayText(starts[0].starts_at, now, language) })
                    : t("find.notFree")}
                  {starts[0] ? null : (
                    <>
                      {" "}
                      <WhyEmpty days={empty_days} />
                    </>
                  )}
                </p>
              </div>
              <ul className={classes.starts}>
                {starts.map(({ starts_at }) => (
                  <li key={starts_at}>
                    <Link className={classes.start} to={bookAt(id, starts_at)}>
                      <BothClocks at={starts_at} here={here} there={clockFrom(clock, time_zone)} />
                    </Link>
                  </li>
                ))}
              </ul>
            </li>
          ))}
      </ol>
      <Pager count={found.experts.length} pageSize={pageSize} url={url} />
    </>
  );
}
