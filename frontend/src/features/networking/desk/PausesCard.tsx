import { Button, NativeSelect, NumberInput, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { useLeaveWarning } from "@/components/useLeaveWarning";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { timeText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "../events.module.css";
import { paramsUnder, useEventChanged } from "./desk";
import { Meanwhile } from "./Meanwhile";

type Pause = EventDesk["pauses"][number];

/** Breaks after rounds, and when each round is by what is saved. */
export function PausesCard({ event }: { event: EventDesk }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const [pauses, setPauses] = useState<Pause[]>(event.pauses);
  const onSuccess = useEventChanged();
  const change = api.useMutation("patch", "/api/event-desk/{slug}/", { onSuccess });
  const isTouched = pauses !== event.pauses;
  useLeaveWarning(isTouched, t("programmes.leaveUnsaved"));
  const taken = new Set(pauses.map(({ after }) => after));
  const free = event.round_times
    .map(({ number }) => number)
    .filter((one) => one < event.rounds && !taken.has(one));
  const set = (at: number, changes: Partial<Pause>) =>
    setPauses(pauses.map((one, place) => (place === at ? { ...one, ...changes } : one)));
  const submit = async () => {
    const body = { pauses };
    const saved = await change.mutateAsync({ params: paramsUnder(event), body }).catch(() => null);
    if (saved) tell(t("events.saved"));
  };
  return (
    <Card title={t("events.pauses")} lead={t("events.pausesLead")}>
      <Stack gap="md">
        {pauses.map((pause, at) => (
          <div key={pause.after} className={classes.pair}>
            <NativeSelect
              size="md"
              label={t("events.pauseAfter")}
              value={String(pause.after)}
              data={[pause.after, ...free]
                .sort((one, other) => one - other)
                .map((one) => ({
                  value: String(one),
                  label: t("events.roundNumber", { number: one }),
                }))}
              onChange={(changed) => set(at, { after: Number(changed.currentTarget.value) })}
            />
            <NumberInput
              size="md"
              label={t("events.pauseMinutes")}
              min={1}
              max={240}
              allowDecimal={false}
              value={pause.minutes}
              onChange={(minutes) => set(at, { minutes: Number(minutes) })}
            />
            <Button
              size="md"
              className={classes.beside}
              variant="default"
              aria-label={t("events.takeOutPause", { number: pause.after })}
              onClick={() => setPauses(pauses.filter((_, place) => place !== at))}
            >
              {t("events.takeOut")}
            </Button>
          </div>
        ))}
        <Meanwhile error={change.error} slug={event.slug} />
        <div className={classes.deeds}>
          <Button
            size="md"
            variant="default"
            disabled={free.length === 0}
            onClick={() => setPauses([...pauses, { after: free[0] ?? 1, minutes: 15 }])}
          >
            {t("events.addPause")}
          </Button>
          <Button size="md" disabled={!isTouched} loading={change.isPending} onClick={() => void submit()}>
            {t("events.savePauses")}
          </Button>
        </div>
        <p className={classes.soft}>
          {t("events.roundTimes", { place: placeName(event.time_zone, language) })}{" "}
          {event.round_times
            .map(
              ({ number, starts_at, ends_at }) =>
                `${number}: ${timeText(starts_at, event.time_zone, language)}–${timeText(ends_at, event.time_zone, language)}`,
            )
            .join(" · ")}
        </p>
      </Stack>
    </Card>
  );
}
