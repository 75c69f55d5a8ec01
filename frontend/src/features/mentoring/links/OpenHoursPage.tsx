import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Tag } from "@/components/Tag";
import { AskersRead } from "@/features/agenda/reading/AskersRead";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./links.module.css";
import { OpenHoursBody } from "./OpenHoursBody";
import { OpenHoursBooking } from "./OpenHoursBooking";
import { useWhatFor } from "./openHours";
import { useOpenHoursState } from "./useOpenHoursState";

/** The page behind a public link: free starts for whoever has it, and the way to book one. */
export default function OpenHoursPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const whatFor = useWhatFor();
  const { token, me, url, zone, from, hours, clocks } = useOpenHoursState();
  const startsAt = url.get("start") || null;
  const pick = (start: string) => url.set({ start });
  const shown = hours.data;
  const headline = shown?.expert
    ? inLanguage(language, shown.expert.headline_ko, shown.expert.headline_en)
    : "";
  return (
    <Page title={shown ? whatFor(shown, language) : t("links.open")} lead={shown?.hub} width="text">
      <ErrorState error={hours.error} onRetry={hours.refetch} />
      {hours.isPending && !hours.error ? <Loading rows={3} height={120} /> : null}
      {shown ? (
        <>
          <Card title={t("booking.when")}>
            <p className={classes.about}>
              {headline || inLanguage(language, shown.programme.summary_ko, shown.programme.summary_en)}
            </p>
            <div className={classes.facts}>
              <Tag plain>{t("booking.minutes", { count: shown.session_minutes })}</Tag>
              <Tag plain>{t(`booking.approval.${shown.programme.approval}`)}</Tag>
            </div>
            {me && shown.asking ? (
              <AskersRead
                asking={[shown.asking]}
                isClosed={shown.starts.length === 0 && shown.asking.calendar?.state === "unknown"}
                onOffered={hours.refetch}
              />
            ) : null}
            <OpenHoursBody
              hours={shown}
              from={from}
              zone={zone}
              clocks={clocks}
              value={startsAt}
              onPick={pick}
              onTurn={(day) => url.set({ from: day })}
              onZone={(chosen) => url.set({ zone: chosen, from: "" })}
            />
          </Card>
          {startsAt ? (
            <OpenHoursBooking
              token={token}
              hours={shown}
              startsAt={startsAt}
              clocks={clocks}
              me={me}
              onPick={pick}
            />
          ) : null}
        </>
      ) : null}
    </Page>
  );
}
