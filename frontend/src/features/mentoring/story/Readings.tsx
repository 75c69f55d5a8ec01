import { useTranslation } from "react-i18next";
import type { StoryReading } from "@/api/types";
import { Reason } from "@/components/Reason";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../session/session.module.css";

/** How each side's own calendars were last read, in words: never what is in them. */
export function Readings({ readings, zone }: { readings: StoryReading[]; zone: Clock }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.people}>
      {readings.map(({ person, state, calendars, as_of, detail }) => (
        <li key={person}>
          {person}
          <small>{t(`story.readings.${state}`, { count: calendars })}</small>
          {as_of ? (
            <small>
              {t("story.readings.last")} <Moment at={as_of} zone={zone} />
            </small>
          ) : null}
          {detail ? (
            <small>
              <Reason code={detail} />
            </small>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
