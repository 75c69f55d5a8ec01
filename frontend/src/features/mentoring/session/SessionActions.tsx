import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { ActionDialog } from "./ActionDialog";
import { RescheduleDialog } from "./RescheduleDialog";
import classes from "./session.module.css";

const actions = ["accept", "decline", "reschedule", "complete", "no_show", "cancel", "withdraw"] as const;
export type Action = (typeof actions)[number];

/** The buttons for what this person may do with the session now; the server says what that is. */
export function SessionActions({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Action | null>(null);
  const allowed = actions.filter((action) => session.may.includes(action));
  const close = () => setAsking(null);
  if (allowed.length === 0) return null;
  return (
    <>
      <div className={classes.actions}>
        {allowed.map((action) => (
          <Button
            key={action}
            size="md"
            variant={action === "accept" || action === "complete" ? "filled" : "default"}
            onClick={() => setAsking(action)}
          >
            {t(`actions.${action}`)}
          </Button>
        ))}
      </div>
      {asking === "reschedule" ? <RescheduleDialog session={session} onClose={close} /> : null}
      {asking && asking !== "reschedule" ? (
        <ActionDialog action={asking} session={session} onClose={close} />
      ) : null}
    </>
  );
}
