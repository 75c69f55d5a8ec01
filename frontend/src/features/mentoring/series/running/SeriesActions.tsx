import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Series } from "@/api/types";
import { useMe } from "@/features/accounts/me";
import session from "../../session/session.module.css";
import { seriesClocks } from "../series";
import { AnswerDialog } from "./AnswerDialog";
import { EndDialog } from "./EndDialog";
import { ExtendDialog } from "./ExtendDialog";

const actions = ["accept", "decline", "extend", "end"] as const;
type Action = (typeof actions)[number];

/** The buttons for what this person may do with the whole series now; the server says what that is. */
export function SeriesActions({ series }: { series: Series }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Action | null>(null);
  const zones = seriesClocks(series, useMe());
  const allowed = actions.filter((action) => series.may.includes(action));
  const close = () => setAsking(null);
  const given = { series, ...zones, onClose: close };
  if (allowed.length === 0) return null;
  return (
    <>
      <div className={session.actions}>
        {allowed.map((action) => (
          <Button
            key={action}
            size="md"
            variant={action === "accept" ? "filled" : "default"}
            onClick={() => setAsking(action)}
          >
            {action === "end" && series.state === "requested"
              ? t("series.deeds.withdraw")
              : t(`series.deeds.${action}`)}
          </Button>
        ))}
      </div>
      {asking === "accept" || asking === "decline" ? <AnswerDialog answer={asking} {...given} /> : null}
      {asking === "extend" ? <ExtendDialog {...given} /> : null}
      {asking === "end" ? <EndDialog {...given} /> : null}
    </>
  );
}
