import { Button, Radio, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HubOrganiser } from "@/api/types";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import classes from "../calendars.module.css";

const fates = ["keep", "remove"] as const;

/** Parting from the hub's account, and what becomes of the sessions that stand there. */
export function HubDisconnectDialog({
  state,
  onClose,
}: {
  state: HubOrganiser["state"];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [events, setEvents] = useState<(typeof fates)[number]>("keep");
  const disconnect = api.useMutation("post", "/api/hub/google/disconnect/", {
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog title={t("hubAccount.parting.title")} onClose={onClose}>
      <Stack gap="md">
        <Radio.Group
          label={t("hubAccount.parting.ask")}
          value={events}
          onChange={(value) => setEvents(fates.find((fate) => fate === value) ?? events)}
        >
          <div className={classes.choices}>
            {fates.map((fate) => (
              <Radio
                key={fate}
                size="md"
                value={fate}
                disabled={fate === "remove" && state === "needs_reauth"}
                label={t(`hubAccount.parting.fates.${fate}`)}
                description={t(`hubAccount.parting.hints.${fate}`)}
              />
            ))}
          </div>
        </Radio.Group>
        {state === "needs_reauth" ? <p>{t("google.parting.unreachable")}</p> : null}
        <p>{t("hubAccount.parting.then")}</p>
        <ErrorState error={disconnect.error} />
        <Button
          color="red"
          size="md"
          loading={disconnect.isPending}
          onClick={() => disconnect.mutate({ body: { events } })}
        >
          {t("google.disconnect")}
        </Button>
      </Stack>
    </Dialog>
  );
}
