import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventCalendar } from "./useEventCalendar";

/** How the event stands in one's own Google Calendar; nothing for who has none connected. */
export function InGoogle({ calendar }: { calendar: EventCalendar }) {
  const { t } = useTranslation();
  const { form } = calendar;
  const state = calendar.standing?.google;
  if (!state || !form) return null;
  return (
    <Group gap="sm">
      <p aria-live="polite">{t(`eventCalendar.google.${state}`)}</p>
      {state === "left_out" ? (
        <Button variant="default" loading={calendar.isBusy} onClick={() => calendar.choose(form)}>
          {t("eventCalendar.google.putBack")}
        </Button>
      ) : null}
    </Group>
  );
}
