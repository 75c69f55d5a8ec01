import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useLanguage } from "@/lib/i18n";
import classes from "./links.module.css";
import { OpenHoursBody } from "./OpenHoursBody";
import { useWhatFor } from "./openHours";
import { useOpenHoursState } from "./useOpenHoursState";

/** Free starts inside another site: each opens the booking page in a window of its own. */
export default function EmbeddedPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const whatFor = useWhatFor();
  const { token, url, zone, from, hours, clocks } = useOpenHoursState();
  const hrefOf = (start: string) =>
    `/book/${encodeURIComponent(token)}?${new URLSearchParams({ start, from, zone })}`;
  return (
    <main className={classes.embedded}>
      <h1>{hours.data ? whatFor(hours.data, language) : t("links.open")}</h1>
      <ErrorState error={hours.error} onRetry={hours.refetch} />
      {hours.isPending && !hours.error ? <Loading rows={3} height={80} /> : null}
      {hours.data ? (
        <OpenHoursBody
          hours={hours.data}
          from={from}
          zone={zone}
          clocks={clocks}
          hrefOf={hrefOf}
          onTurn={(day) => url.set({ from: day })}
          onZone={(chosen) => url.set({ zone: chosen, from: "" })}
        />
      ) : null}
    </main>
  );
}
