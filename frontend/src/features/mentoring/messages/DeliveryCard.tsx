import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Reason } from "@/components/Reason";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { useChannelLabel } from "@/features/messaging/channels";
import { useNow } from "@/lib/clock";
import { dayOf } from "@/lib/days";
import { CostsChart } from "./CostsChart";
import { DaysChart } from "./DaysChart";
import { useDelivery } from "./log";
import classes from "./messages.module.css";

const BACK = 30;

/** How delivery does: what waits, what left each day, why some did not arrive, and whose number is wrong. */
export function DeliveryCard({ onPerson }: { onPerson: (id: number) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow(60_000);
  const found = useDelivery(BACK);
  const channelLabel = useChannelLabel();
  const delivery = found.data;
  if (!delivery) {
    return found.isPending ? (
      <Loading rows={1} height={280} />
    ) : (
      <ErrorState error={found.error} onRetry={found.refetch} />
    );
  }
  const { waiting, not_arrived: reasons, bad_numbers: numbers, bad_addresses: addresses } = delivery;
  return (
    <Card title={t("messageLog.delivery")} lead={t("messageLog.deliveryLead", { count: BACK })}>
      <dl className={classes.numbers}>
        <Figure name={t("messageLog.waiting")} value={waiting.messages} />
        <Figure name={t("messageLog.overdue")} value={waiting.overdue} bad={waiting.overdue > 0} />
        <Figure name={t("messageLog.open")} value={waiting.open} />
        <Figure name={t("messageLog.planned")} value={waiting.reminders} />
      </dl>
      {waiting.oldest_due_at ? (
        <p className={classes.soft}>
          {t("messageLog.oldest")} <Moment at={waiting.oldest_due_at} zone={clockOf(me)} />
        </p>
      ) : null}
      <DaysChart days={delivery.days} today={dayOf(now, clockOf(me))} back={BACK} />
      {delivery.costs.length > 0 ? (
        <CostsChart costs={delivery.costs} today={dayOf(now, clockOf(me))} back={BACK} />
      ) : null}
      {reasons.length > 0 ? (
        <section className={classes.part}>
          <h3>{t("messageLog.reasons")}</h3>
          <ul className={classes.list}>
            {reasons.map(({ channel, code, count }) => (
              <li key={`${channel} ${code}`}>
                <Reason before={channelLabel(channel)} code={code} />
                <strong>{count}</strong>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {numbers.length > 0 ? (
        <section className={classes.part}>
          <h3>{t("messageLog.numbers")}</h3>
          <p className={classes.soft}>{t("messageLog.numbersLead")}</p>
          <ul className={classes.list}>
            {numbers.map(({ person, channel, code, since }) => (
              <li key={`${person.id} ${channel}`}>
                <div>
                  <strong>{person.name}</strong>
                  <Reason before={channelLabel(channel)} code={code} />
                  <p className={classes.soft}>
                    <Moment at={since} zone={clockOf(me)} />
                  </p>
                </div>
                <Button variant="default" onClick={() => onPerson(person.id)}>
                  {t("messageLog.theirs")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {addresses.length > 0 ? (
        <section className={classes.part}>
          <h3>{t("messageLog.addresses")}</h3>
          <p className={classes.soft}>{t("messageLog.addressesLead")}</p>
          <ul className={classes.list}>
            {addresses.map(({ person, since }) => (
              <li key={person.id}>
                <div>
                  <strong>{person.name}</strong>
                  <p className={classes.soft}>
                    <Moment at={since} zone={clockOf(me)} />
                  </p>
                </div>
                <Button variant="default" onClick={() => onPerson(person.id)}>
                  {t("messageLog.theirs")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Card>
  );
}

function Figure({ name, value, bad }: { name: string; value: number; bad?: boolean }) {
  return (
    <div data-bad={bad || undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
