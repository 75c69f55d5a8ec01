import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { CalendarLine } from "./CalendarLine";

const path = "/api/agenda/calendar-reading/";

/** What holds while one's own calendar cannot be read; nothing for who has none connected. */
export function UnreadCard() {
  const { t } = useTranslation();
  const reading = api.useQuery("get", path, {});
  const save = api.useMutation("put", path, { onSuccess: () => reading.refetch() });
  const known = reading.data;
  if (!known?.state) return null;
  return (
    <Card title={t("limits.unread")} lead={t("limits.unreadLead")}>
      <CalendarLine whose={t("reading.yours")} calendar={{ state: known.state, as_of: known.as_of }} />
      <Checkbox
        size="md"
        label={t("limits.offerUnread")}
        checked={save.variables?.body.offer_when_unknown ?? known.offer_when_unknown}
        disabled={save.isPending}
        onChange={(event) => save.mutate({ body: { offer_when_unknown: event.currentTarget.checked } })}
      />
      <ErrorState error={save.error ?? reading.error} />
    </Card>
  );
}
