import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { HubOrganiser } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import classes from "../calendars.module.css";

/** What an administrator can do about the hub's account: connect it, ask Google again at once, part from it. */
export function HubWays({ hub, onPart }: { hub: HubOrganiser; onPart: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const connect = api.useMutation("post", "/api/hub/google/connect/", {
    onSuccess: ({ authorization_url }) => window.location.assign(authorization_url),
  });
  const resume = api.useMutation("post", "/api/hub/google/resume/", {
    onSuccess: async () => {
      tell(t("google.mend.mending"));
      await queries.invalidateQueries();
    },
  });
  const isOurs = hub.mode === "google_user";
  const needsConsent = isOurs && hub.state !== "active";
  const stands = hub.state === "active" && !hub.codes.length && !hub.paused_until;
  return (
    <>
      <ErrorState error={connect.error ?? resume.error} />
      <div className={classes.ways}>
        {isOurs ? (
          <Button
            size="md"
            variant={needsConsent ? "filled" : "default"}
            loading={connect.isPending}
            onClick={() => connect.mutate({})}
          >
            {t(`hubAccount.connect.${hub.state === "none" ? "first" : needsConsent ? "again" : "other"}`)}
          </Button>
        ) : null}
        {hub.state === "none" || hub.state === "leaving" || needsConsent || stands ? null : (
          <Button size="md" loading={resume.isPending} onClick={() => resume.mutate({})}>
            {t("hubAccount.resume")}
          </Button>
        )}
        {isOurs && hub.state !== "none" && hub.state !== "leaving" ? (
          <Button variant="subtle" color="red" size="md" onClick={onPart}>
            {t("google.disconnect")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
