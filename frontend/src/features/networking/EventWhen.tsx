import { useTranslation } from "react-i18next";
import type { EventPublic, EventRow } from "@/api/types";
import { TwoClocks } from "@/components/TwoClocks";
import { useLanguage } from "@/lib/i18n";
import { momentText, timeText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "./events.module.css";

/** When and where: the place's clock and the reader's, and the hours that follow from it. */
export function EventWhen({ event, zone }: { event: EventRow | EventPublic; zone: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const there = event.time_zone;
  const hour = (at: string) => `${timeText(at, there, language)} ${placeName(there, language)}`;
  return (
    <>
      <TwoClocks at={event.doors_at} until={event.ends_at} here={zone} there={there} size="lg" />
      <dl className={classes.facts}>
        {event.place ? (
          <>
            <dt>{t("events.place")}</dt>
            <dd>{event.place}</dd>
          </>
        ) : null}
        {event.is_online ? (
          <>
            <dt>{t("events.online")}</dt>
            <dd>{t("events.onlineHint")}</dd>
          </>
        ) : null}
        <dt>{t("events.firstRound")}</dt>
        <dd>
          {hour(event.rounds_at)} ·{" "}
          {t("events.roundsOf", { rounds: event.rounds, minutes: event.round_minutes })}
        </dd>
        <dt>{t("events.closes")}</dt>
        <dd>
          {momentText(event.closes_at, there, language)} {placeName(there, language)}
        </dd>
      </dl>
    </>
  );
}
