import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GoogleState } from "@/api/types";
import { Icon } from "@/components/Icon";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import classes from "../calendars.module.css";
import { Mend } from "./Mend";
import { Stuck } from "./Stuck";

/** Connected as whom, what Google allows, when it last went well, what does not, and one button to mend it. */
export function Health({ google, timeZone }: { google: GoogleState; timeZone: Clock }) {
  const { t } = useTranslation();
  const moment = (at: string | null) => (at ? <Moment at={at} zone={timeZone} /> : null);
  const facts = [
    { name: "as", value: google.google_email },
    { name: "written", value: moment(google.last_ok_at) },
    { name: "read", value: moment(google.last_read_at) },
    { name: "waiting", value: google.waiting || null },
    { name: "failed", value: google.failed || null },
  ] as const;
  const parts = google.parts.filter(({ state }) => state !== "off");
  const isLetIn = google.state === "active";
  return (
    <Stack gap="md">
      <dl className={classes.facts}>
        {facts.map(({ name, value }) =>
          value ? (
            <div key={name}>
              <dt>{t(`google.health.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {parts.length ? (
        <div>
          <p className={classes.label}>
            {t(isLetIn ? "google.health.allowed" : "google.health.allowedBefore")}
          </p>
          <ul className={classes.parts}>
            {parts.map(({ part, state, words }) => (
              <li key={part} data-state={state}>
                <Icon name={state === "on" && isLetIn ? "check" : "warning"} size={18} />
                <span>
                  {t(`google.parts.${part}`)}
                  {words ? <span className={classes.under}>{words}</span> : null}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {google.troubles.length ? (
        <Notice tone="warn">
          {google.troubles.map(({ code, words }) => (
            <p key={code}>{words}</p>
          ))}
        </Notice>
      ) : null}
      {google.paused ? (
        <Notice>
          <p>{google.paused.words}</p>
          <p>
            {t("google.health.until")} <Moment at={google.paused.until} zone={timeZone} />
          </p>
        </Notice>
      ) : null}
      <Stuck rows={google.stuck} timeZone={timeZone} />
      {google.healthy || google.state === "leaving" ? null : <Mend />}
    </Stack>
  );
}
