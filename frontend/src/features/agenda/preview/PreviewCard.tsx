import { Button, Group, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ClockTurns } from "@/components/ClockTurns";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { ZoneSelect } from "@/components/ZoneSelect";
import { useAsOptions } from "@/features/directory/options";
import { useExpert, useProgrammes } from "@/features/directory/queries";
import { useNow } from "@/lib/clock";
import { addDays, dayOf, isDay, mondayOf, startOfDay, underDays } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { daysText } from "@/lib/time";
import { useUrlState } from "@/lib/useUrlState";
import { clockFrom } from "@/lib/whoseClock";
import { oppositeZone } from "@/lib/zones";
import { fillDays, startsIn } from "../picker/starts";
import { useFreeStarts } from "../picker/useFreeStarts";
import { PreviewDay } from "./PreviewDay";
import classes from "./preview.module.css";
import { useOwnDays } from "./useOwnDays";

const daysShown = 14;

/** What others can book with an expert in the coming weeks, on a clock of choice, and why days are empty. */
export function PreviewCard({ expertId, home }: { expertId: number; home: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const asOptions = useAsOptions();
  const url = useUrlState();
  const expert = useExpert(expertId);
  const programmes = useProgrammes();
  const offered = (programmes.data?.results ?? []).filter((one) => one.expert_kind === expert.data?.kind);
  const programme = offered.find(({ slug }) => slug === url.get("programme")) ?? offered[0];
  const zone = url.get("zone") || oppositeZone(home);
  const today = dayOf(useNow(60_000), zone);
  const asked = url.get("from");
  const from = isDay(asked) && asked > today ? asked : today;
  const until = addDays(from, daysShown);
  const free = useFreeStarts({
    expertId,
    programme: programme?.slug ?? "",
    timeZone: zone,
    firstDay: mondayOf(today),
    from,
    until,
  });
  const own = useOwnDays(addDays(from, -1), addDays(until, 1), zone);
  const lived = clockFrom(free.clocks.expert, home);
  const days = fillDays(underDays(free.starts, zone), from, until);
  return (
    <Card title={t("preview.title")} lead={t("preview.lead")}>
      <div className={classes.choices}>
        <NativeSelect
          label={t("booking.programme")}
          size="md"
          value={programme?.slug ?? ""}
          onChange={(event) => url.set({ programme: event.currentTarget.value })}
          data={asOptions(offered)}
        />
        <ZoneSelect label={t("preview.zone")} value={zone} onChange={(value) => url.set({ zone: value })} />
      </div>
      <Group justify="space-between" className={classes.turn}>
        <Button
          variant="default"
          disabled={from <= today}
          onClick={() => url.set({ from: addDays(from, -daysShown) })}
        >
          {t("preview.earlier")}
        </Button>
        <strong aria-live="polite">
          {daysText(startOfDay(from, zone), startOfDay(addDays(until, -1), zone), zone, language)}
        </strong>
        <Button variant="default" onClick={() => url.set({ from: until })}>
          {t("preview.later")}
        </Button>
      </Group>
      <ErrorState error={free.error ?? own.error ?? expert.error} onRetry={free.refetch} />
      {expert.data && programmes.data && !programme ? (
        <EmptyState icon="calendar" title={t("booking.noProgramme")} text={t("preview.noProgramme")} />
      ) : null}
      {programme && !free.isLoaded && !free.error ? <Loading rows={7} height={48} /> : null}
      {programme && free.isLoaded ? (
        <>
          <ClockTurns
            here={zone}
            there={zone}
            own={lived}
            isShown={(at) => days.some(({ starts }) => startsIn(starts).includes(at))}
          />
          <ul className={classes.days}>
            {days.map((day) => (
              <PreviewDay
                key={day.day}
                {...day}
                zone={zone}
                reason={free.reasons.get(day.day)}
                own={own.on(day.day)}
                lived={lived}
              />
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  );
}
