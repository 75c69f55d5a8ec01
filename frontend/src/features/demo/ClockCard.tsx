import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { TwoClocks } from "@/components/TwoClocks";
import { useNow } from "@/lib/clock";
import classes from "./demo.module.css";
import { useClockMove } from "./useClockMove";

export function ClockCard() {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const move = useClockMove();
  const busy = move.isPending;
  return (
    <Card title={t("demo.clock")} lead={t("demo.clockLead")}>
      <TwoClocks at={now} here="Asia/Seoul" there="America/Los_Angeles" size="lg" />
      <div className={classes.buttons}>
        <Button disabled={busy} onClick={() => move.mutate({ body: { move: "hour_before_next_session" } })}>
          {t("demo.hourBefore")}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => move.mutate({ body: { move: "next_day" } })}>
          {t("demo.nextDay")}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          onClick={() => move.mutate({ body: { move: "minutes", minutes: 15 } })}
        >
          {t("demo.quarter")}
        </Button>
      </div>
      <ErrorState error={move.error} />
    </Card>
  );
}
