import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/TimeLine";
import { FeedAddress } from "@/features/calendars/FeedAddress";
import { FeedAsk, type FeedDeed } from "@/features/calendars/FeedAsk";
import { FeedButtons } from "@/features/calendars/FeedButtons";
import { InGoogle } from "./InGoogle";
import type { CalendarForm, EventCalendar } from "./useEventCalendar";

const forms: CalendarForm[] = ["block", "meetings"];

/** The event in one's own calendar: as one appointment or by meetings, and the secret address that programs read. */
export function EventCalendarCard({ calendar, zone }: { calendar: EventCalendar; zone: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<FeedDeed | null>(null);
  const { standing } = calendar;
  const done = () => setAsking(null);
  const deeds = { replace: () => calendar.make(done), revoke: () => calendar.revoke(done) };
  return (
    <Card title={t("eventCalendar.title")} lead={t("eventCalendar.lead")}>
      <Stack gap="md">
        <ErrorState error={calendar.error} onRetry={calendar.refetch} />
        {standing || calendar.error ? null : <Loading rows={1} height={48} />}
        {calendar.form ? (
          <Radio.Group
            label={t("eventCalendar.form")}
            description={t("eventCalendar.formHint")}
            value={calendar.form}
            onChange={(form) => calendar.choose(form as CalendarForm)}
          >
            <Stack gap="xs" mt="xs">
              {forms.map((form) => (
                <Radio key={form} size="md" value={form} label={t(`eventCalendar.forms.${form}`)} />
              ))}
            </Stack>
          </Radio.Group>
        ) : null}
        <InGoogle calendar={calendar} />
        {calendar.address ? <FeedAddress url={calendar.address} warning={t("eventCalendar.once")} /> : null}
        {standing?.feed_made_at ? (
          <p>
            {t("feed.madeAt")} <Moment at={standing.feed_made_at} zone={zone} />
          </p>
        ) : null}
        {standing ? (
          <FeedButtons
            exists={Boolean(standing.feed_made_at)}
            pending={calendar.isBusy}
            onMake={deeds.replace}
            onAsk={setAsking}
          />
        ) : null}
        {asking ? (
          <FeedAsk deed={asking} pending={calendar.isBusy} onConfirm={deeds[asking]} onClose={done} />
        ) : null}
      </Stack>
    </Card>
  );
}
