import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenHours } from "@/api/types";
import { ClockTurns } from "@/components/ClockTurns";
import { EmptyState } from "@/components/EmptyState";
import { Icon } from "@/components/Icon";
import { ZoneSelect } from "@/components/ZoneSelect";
import { serverNow } from "@/lib/clock";
import { addDays, dayOf, startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { daysText } from "@/lib/time";
import { type Clock, isSameClock, placesOf } from "@/lib/whoseClock";
import classes from "./links.module.css";
import { fortnightAfter } from "./openHours";
import { StartsByDay } from "./StartsByDay";

type OpenHoursBodyProps = {
  hours: OpenHours;
  from: string;
  zone: string;
  clocks: { here: Clock; there: Clock };
  value?: string | null;
  hrefOf?: (startsAt: string) => string;
  onPick?: (startsAt: string) => void;
  onTurn: (from: string) => void;
  onZone: (zone: string) => void;
};

/** Two weeks of free starts on a clock of one's choice, with the way to the weeks before and after. */
export function OpenHoursBody({
  hours,
  from,
  zone,
  clocks,
  onTurn,
  onZone,
  ...choosing
}: OpenHoursBodyProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const starts = hours.starts.map(({ starts_at }) => starts_at);
  const today = dayOf(serverNow(), zone);
  return (
    <Stack gap="md">
      <ZoneSelect label={t("links.yourZone")} value={zone} onChange={onZone} />
      {isSameClock(clocks.here, clocks.there, starts) ? null : (
        <p className={classes.legend}>
          {t("slots.below", { place: placesOf(clocks.there, starts, language) })}
        </p>
      )}
      <div className={classes.turn}>
        <Button
          variant="default"
          size="md"
          leftSection={<Icon name="left" />}
          disabled={from <= today}
          onClick={() => onTurn(fortnightAfter(from, -1))}
        >
          {t("links.earlier")}
        </Button>
        <strong aria-live="polite">
          {daysText(startOfDay(from, zone), startOfDay(addDays(from, 13), zone), zone, language)}
        </strong>
        <Button
          variant="default"
          size="md"
          rightSection={<Icon name="right" />}
          onClick={() => onTurn(fortnightAfter(from, 1))}
        >
          {t("links.later")}
        </Button>
      </div>
      {hours.starts.length === 0 ? (
        <EmptyState icon="calendar" title={t("links.noneFree")} text={t("links.noneFreeHint")} />
      ) : (
        <>
          <ClockTurns {...clocks} />
          <StartsByDay starts={hours.starts} {...clocks} {...choosing} />
        </>
      )}
    </Stack>
  );
}
