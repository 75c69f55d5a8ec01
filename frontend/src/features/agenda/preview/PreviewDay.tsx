import { useTranslation } from "react-i18next";
import type { FreeStart, WhyEmpty } from "@/api/types";
import { startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dayText, timeText } from "@/lib/time";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import classes from "./preview.module.css";
import { type OwnDay, runsOf } from "./useOwnDays";

type PreviewDayProps = {
  day: string;
  starts: FreeStart[];
  zone: string;
  reason: WhyEmpty["reason"] | undefined;
  own: OwnDay[];
  /** On whose clock the expert lives. */
  lived: Clock;
};

/** One day of a preview: from when until when it can be booked, or why it cannot. */
export function PreviewDay({ day, starts, zone, reason, own, lived }: PreviewDayProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const time = (at: string) => timeText(at, zone, language);
  const closed = own.find(({ closed_because }) => closed_because && closed_because !== "weekly");
  const because = () => {
    if (reason === "off" && closed?.closed_because === "time_off") return t("preview.timeOff");
    if (reason === "off" && closed?.closed_because === "override") return t("preview.override");
    if (reason === "holiday") return t("preview.holiday", { name: closed?.holiday ?? "" });
    return t(`preview.why.${reason ?? "notice"}`);
  };
  const onOwnClock = () => {
    const times = [starts[0], starts.at(-1)].map((start) => {
      const at = start?.starts_at ?? "";
      return `${timeText(at, zoneAt(lived, at), language)} ${placeName(zoneAt(lived, at), language)}`;
    });
    return t("preview.yourClock", { times: [...new Set(times)].join(" – ") });
  };
  const elsewhere = own.flatMap(({ busy }) => busy).filter(({ title }) => title);
  return (
    <li className={classes.day} data-empty={starts.length === 0 || undefined}>
      <span className={classes.name}>{dayText(startOfDay(day, zone), zone, language)}</span>
      {starts.length > 0 ? (
        <span className={classes.runs}>
          {runsOf(starts).map(([first, last]) => (
            <span key={first} className={classes.run}>
              {first === last ? time(first) : `${time(first)} – ${time(last)}`}
            </span>
          ))}
          <small>
            {t("slots.count", { count: starts.length })}
            {typeof lived === "string" ? null : ` · ${onOwnClock()}`}
          </small>
        </span>
      ) : (
        <span className={classes.because}>{because()}</span>
      )}
      {elsewhere.length > 0 ? (
        <ul className={classes.elsewhere} aria-label={t("preview.elsewhere")}>
          {elsewhere.map(({ starts_at, ends_at, title }) => (
            <li key={`${starts_at}${title}`}>
              {time(starts_at)} – {time(ends_at)} {title}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
