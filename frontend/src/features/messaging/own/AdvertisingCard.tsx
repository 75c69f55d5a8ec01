import { Button, Checkbox, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OwnAdvertising } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { dayOf } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { dateText } from "@/lib/time";
import { type Clock, zoneAt } from "@/lib/whoseClock";
import { useReachChanged } from "./useOwnNumber";

type Answer = Pick<OwnAdvertising, "channel" | "purpose" | "given">;

/** Whether advertisements may come, by channel and by night: off until one agrees, apart from what sessions need. */
export function AdvertisingCard({ timeZone }: { timeZone: Clock }) {
  const { t } = useTranslation();
  const changed = useReachChanged();
  const answers = api.useQuery("get", "/api/me/advertising/");
  const change = api.useMutation("post", "/api/me/advertising/", { onSettled: changed });
  const answer = ({ channel, purpose, given }: Answer) =>
    change.mutate({ body: { channel, purpose, given } });
  return (
    <Card title={t("advertising.title")} lead={t("advertising.lead")}>
      <Stack gap="md">
        <ErrorState error={answers.error} onRetry={answers.refetch} />
        {answers.isPending ? <Loading rows={3} /> : null}
        {answers.data?.map((one) => (
          <Asked
            key={`${one.channel} ${one.purpose}`}
            asked={one}
            timeZone={timeZone}
            busy={change.isPending}
            onAnswer={(given) => answer({ ...one, given })}
          />
        ))}
        <ErrorState error={change.error} />
      </Stack>
    </Card>
  );
}

function labelOf({ channel, purpose }: Answer) {
  if (channel === "email") return "advertising.mails";
  return purpose === "night_ads" ? "advertising.nights" : "advertising.texts";
}

type AskedProps = {
  asked: OwnAdvertising;
  timeZone: Clock;
  busy: boolean;
  onAnswer: (given: boolean) => void;
};

function Asked({ asked, timeZone, busy, onAnswer }: AskedProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div>
      <Checkbox
        size="md"
        label={t(labelOf(asked))}
        description={asked.wording}
        checked={asked.given}
        disabled={busy}
        onChange={({ currentTarget: { checked } }) => onAnswer(checked)}
      />
      {asked.given && asked.until ? (
        <p>
          {t("advertising.until")}{" "}
          <time dateTime={asked.until}>
            {dateText(dayOf(asked.until, zoneAt(timeZone, asked.until)), serverNow(), language)}
          </time>
        </p>
      ) : null}
      {asked.lapsed ? (
        <Notice tone="warn">
          <p>{t("advertising.lapsed")}</p>
          <Button size="md" variant="default" loading={busy} onClick={() => onAnswer(true)}>
            {t("advertising.renew")}
          </Button>
        </Notice>
      ) : null}
    </div>
  );
}
