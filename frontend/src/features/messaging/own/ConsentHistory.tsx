import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Consent } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Pager } from "@/components/Pager";
import { Moment } from "@/components/TimeLine";
import { api } from "@/lib/api";
import { pageIn, useUrlState } from "@/lib/useUrlState";
import type { Clock } from "@/lib/whoseClock";
import classes from "./own.module.css";

const pageSize = 5;

/** Every step in what one allowed, the newest first. */
export function ConsentHistory({ timeZone }: { timeZone: Clock }) {
  const { t } = useTranslation();
  const url = useUrlState();
  const query = { page: pageIn(url, "consents"), page_size: pageSize };
  const found = api.useQuery(
    "get",
    "/api/me/consents/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const steps = found.data?.results ?? [];
  return (
    <div>
      <h3 className={classes.heading}>{t("channels.history")}</h3>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.data?.count === 0 ? <p>{t("channels.nothing")}</p> : null}
      <ul className={classes.steps}>
        {steps.map((step) => (
          <li key={step.id}>
            <StepWords step={step} timeZone={timeZone} />
          </li>
        ))}
      </ul>
      <Pager
        count={found.data?.count ?? 0}
        pageSize={pageSize}
        url={url}
        name="consents"
        of={t("channels.history")}
      />
    </div>
  );
}

function whatOf({ channel, purpose }: Consent) {
  const way = (["sms", "email"] as const).find((one) => one === channel);
  if (!way) return null;
  if (purpose === "information") return way;
  return purpose === "night_ads" ? "ads.nights" : (`ads.${way}` as const);
}

function StepWords({ step, timeZone }: { step: Consent; timeZone: Clock }) {
  const { t } = useTranslation();
  const what = whatOf(step);
  const how = step.given ? "given" : "withdrawn";
  return (
    <>
      <strong>
        {what
          ? t(`channels.steps.${what}.${how}`)
          : t(`channels.steps.other.${how}`, { channel: step.channel_name })}
      </strong>
      <span>
        <Moment at={step.at} zone={timeZone} /> · {t(`channels.sources.${step.source}`)}
      </span>
      {step.wording ? <q lang={step.language}>{step.wording}</q> : null}
    </>
  );
}
