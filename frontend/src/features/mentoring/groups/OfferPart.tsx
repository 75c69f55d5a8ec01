import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Moment } from "@/components/TimeLine";
import type { Clock } from "@/lib/whoseClock";
import { Countdown } from "./Countdown";
import classes from "./groups.module.css";

type OfferPartProps = {
  until: string;
  zone: Clock;
  busy: boolean;
  onTake: () => void;
  onDecline: () => void;
};

/** A seat is offered: until when, and the two answers. */
export function OfferPart({ until, zone, busy, onTake, onDecline }: OfferPartProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.offer}>
      <p className={classes.offered}>{t("groups.offered")}</p>
      <Countdown until={until} />
      <p>
        {t("groups.keptUntil")} <Moment at={until} zone={zone} />
      </p>
      <div className={classes.buttons}>
        <Button size="md" loading={busy} onClick={onTake}>
          {t("groups.take")}
        </Button>
        <Button size="md" variant="default" disabled={busy} onClick={onDecline}>
          {t("groups.decline")}
        </Button>
      </div>
    </div>
  );
}
