import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuestPage } from "@/api/types";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { registrationTones } from "../events";
import classes from "../events.module.css";
import type { GuestDoor } from "./door";
import { Ticket } from "./Ticket";

/** Where a guest stands: the ticket, the turn on the waiting list, or an offered place to take. */
export function PlaceCard({ door, page }: { door: GuestDoor; page: GuestPage }) {
  const { t } = useTranslation();
  const [isLeaving, setLeaving] = useState(false);
  const { state, registration } = page;
  const can = (deed: GuestPage["may"][number]) => page.may.includes(deed);
  if (!state) return can("register") ? null : <Closed />;
  const leave = async () => {
    if (await door.cancel()) setLeaving(false);
  };
  return (
    <Card
      title={t("events.yourPlace")}
      aside={<Tag tone={registrationTones[state]}>{t(`events.registrationStates.${state}`)}</Tag>}
    >
      <Stack gap="md">
        <p>{t(`events.stateHints.${state}`)}</p>
        {page.position ? <p>{t("events.position", { position: page.position })}</p> : null}
        {registration?.word ? <p>{t("events.word", { word: registration.word })}</p> : null}
        {state === "offered" && registration?.offered_until ? (
          <p>
            {t("events.offeredUntil")} <Moment at={registration.offered_until} zone={page.time_zone} />
          </p>
        ) : null}
        {can("take") ? (
          <div className={classes.deeds}>
            <Button size="md" loading={door.isBusy} onClick={() => void door.take()}>
              {t("events.take")}
            </Button>
            <Button size="md" variant="default" loading={door.isBusy} onClick={() => void door.decline()}>
              {t("events.leaveToNext")}
            </Button>
          </div>
        ) : null}
        {page.ticket ? <Ticket ticket={page.ticket} /> : null}
        {page.link ? <a href={page.link}>{t("events.joinOnline")}</a> : null}
        {isLeaving ? null : <ErrorState error={can("register") || can("change") ? null : door.error} />}
        {can("cancel") ? (
          <div>
            <Button size="md" variant="default" onClick={() => setLeaving(true)}>
              {t(state === "invited" ? "events.notComing" : "events.cancel")}
            </Button>
          </div>
        ) : null}
      </Stack>
      {isLeaving ? (
        <Dialog title={t("events.cancel")} onClose={() => setLeaving(false)}>
          <Stack gap="md">
            <p>{t("events.cancelText")}</p>
            <ErrorState error={door.error} />
            <div className={classes.deeds}>
              <Button size="md" color="red" loading={door.isBusy} onClick={() => void leave()}>
                {t("events.cancelConfirm")}
              </Button>
              <Button size="md" variant="default" onClick={() => setLeaving(false)}>
                {t("common.back")}
              </Button>
            </div>
          </Stack>
        </Dialog>
      ) : null}
    </Card>
  );
}

function Closed() {
  const { t } = useTranslation();
  return (
    <Notice>
      <p>{t("events.closed")}</p>
    </Notice>
  );
}
