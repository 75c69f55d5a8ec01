import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SendingStanding } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useMomentLine } from "@/components/TimeLine";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import type { Clock } from "@/lib/whoseClock";

/** Why no text goes to the United States, and the way back once the hub is registered there. */
export function UnitedStates({ sending, timeZone }: { sending: SendingStanding; timeZone: Clock }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const line = useMomentLine();
  const release = api.useMutation("post", "/api/messaging/united-states/release/", {
    onSuccess: async () => {
      tell(t("sending.usReleased"));
      await queries.invalidateQueries();
    },
  });
  if (sending.us_texts === "unregistered") return <Notice tone="warn">{t("sending.usUnregistered")}</Notice>;
  if (sending.us_texts !== "refused" || !sending.us_since) return null;
  return (
    <Notice tone="warn">
      <p>{t("sending.usRefused", { when: line(sending.us_since, timeZone), code: sending.us_code })}</p>
      <Button variant="default" size="md" loading={release.isPending} onClick={() => release.mutate({})}>
        {t("sending.usRelease")}
      </Button>
      <ErrorState error={release.error} />
    </Notice>
  );
}
