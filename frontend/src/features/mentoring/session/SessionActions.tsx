import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { SessionDetail } from "@/api/types";
import { ProposeDialog } from "../proposal/ProposeDialog";
import { ActionDialog } from "./ActionDialog";
import { LeaveDialog } from "./LeaveDialog";
import { RescheduleDialog } from "./RescheduleDialog";
import classes from "./session.module.css";

const actions = [
  "accept",
  "propose",
  "decline",
  "reschedule",
  "override_policy",
  "complete",
  "no_show",
  "dispute",
  "settle",
  "excuse",
  "cancel",
  "withdraw",
  "leave",
] as const;
type Action = (typeof actions)[number];

/** The buttons for what this person may do with the session now; the server says what that is. */
export function SessionActions({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const allowed = actions.filter((action) => session.may.includes(action));
  // A text that was answered with "another time" links to this.
  const [asking, setAsking] = useState<Action | null>(
    () => allowed.find((action) => action === "propose" && params.get("do") === action) ?? null,
  );
  const close = () => {
    setAsking(null);
    if (params.has("do")) setParams(dropDeed, { replace: true });
  };
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
      {asking ? <AskingDialog action={asking} session={session} onClose={close} /> : null}
    </>
  );
}

function dropDeed(params: URLSearchParams): URLSearchParams {
  params.delete("do");
  return params;
}

type AskingDialogProps = { action: Action; session: SessionDetail; onClose: () => void };

function AskingDialog({ action, session, onClose }: AskingDialogProps) {
  if (action === "propose") return <ProposeDialog session={session} onClose={onClose} />;
  if (action === "reschedule" || action === "override_policy")
    return <RescheduleDialog session={session} onClose={onClose} />;
  if (action === "leave") return <LeaveDialog session={session} onClose={onClose} />;
  return <ActionDialog action={action} session={session} onClose={onClose} />;
}
