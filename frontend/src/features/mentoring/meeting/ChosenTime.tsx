import { useTranslation } from "react-i18next";
import type { MeetingHours } from "@/api/types";
import { Card } from "@/components/Card";
import { LinkButton } from "@/components/LinkButton";
import { TwoClocks } from "@/components/TwoClocks";
import classes from "./meeting.module.css";
import { useKeptProgramme, useTimeWords, type WeeklyTime } from "./times";

type ChosenTimeProps = {
  hours: MeetingHours;
  time: WeeklyTime;
  isFairest: boolean;
  /** The mentor's page, for a startup that may book. */
  book: string | null;
};

/** One weekly time: both clocks, the weeks in which it works, who begins early or ends late, and what to do with it. */
export function ChosenTime({ hours, time, isFairest, book }: ChosenTimeProps) {
  const { t } = useTranslation();
  const words = useTimeWords(hours);
  const kept = useKeptProgramme();
  const start = encodeURIComponent(time.first_starts_at);
  return (
    <Card title={t(isFairest ? "meet.fairest" : "meet.chosen")}>
      <div className={classes.chosen}>
        <TwoClocks at={time.first_starts_at} here={time.your_time_zone} there={time.their_time_zone} />
        <p>
          <strong>{words.works(time)}</strong>
        </p>
        <p>{words.free(time)}</p>
        <div className={classes.weeks} aria-hidden="true">
          {time.works.map((works, week) => (
            // The weeks have no other name than their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <span key={week} data-works={works || undefined} />
          ))}
        </div>
        {time.theirs.length > 1 ? <p>{t("meet.shifts", { times: words.theirs(time) })}</p> : null}
        <p className={classes.soft}>{words.burden(time.burden)}</p>
        {book && time.free_weeks > 0 ? (
          <div className={classes.buttons}>
            <LinkButton to={`${book}/series?every=weekly&start=${start}${kept}`} size="md">
              {t("meet.regularly")}
            </LinkButton>
            <LinkButton to={`${book}?start=${start}${kept}`} size="md" variant="default">
              {t("meet.once")}
            </LinkButton>
          </div>
        ) : null}
      </div>
    </Card>
  );
}
