import { useTranslation } from "react-i18next";
import type { HubOrganiser } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../calendars.module.css";

/** Connected as whom and to which calendar, what Google allows, when it last went well, and what does not. */
export function HubFacts({ hub, timeZone }: { hub: HubOrganiser; timeZone: Clock }) {
  const { t } = useTranslation();
  const moment = (at: string | null) => (at ? <Moment at={at} zone={timeZone} /> : null);
  const calendar = hub.calendar_id === "primary" ? t("hubAccount.primary") : hub.calendar_id;
  const facts = [
    { name: t("google.health.as"), value: hub.google_email },
    { name: t("hubAccount.calendar"), value: calendar },
    { name: t("google.health.allowed"), value: hub.scopes.join(", ") },
    { name: t("google.health.written"), value: moment(hub.last_ok_at) },
    { name: t("google.health.read"), value: moment(hub.last_read_at) },
    { name: t("google.health.waiting"), value: hub.waiting || null },
    { name: t("google.health.failed"), value: hub.failed || null },
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={classes.long}>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
