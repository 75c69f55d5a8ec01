import { useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { ClockTurns } from "@/components/ClockTurns";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import { dayOf, mondayOf, underDays } from "@/lib/days";
import { zoneAt } from "@/lib/whoseClock";
import { Jumps } from "./picker/Jumps";
import { MonthOfStarts } from "./picker/MonthOfStarts";
import { PickerBar } from "./picker/PickerBar";
import { apartFrom, fillDays, periodAround, startsIn } from "./picker/starts";
import { clocksOf, type Reading, readerOf, useFreeStarts } from "./picker/useFreeStarts";
import { useStartKeys } from "./picker/useStartKeys";
import { useWhichDay } from "./picker/useWhichDay";
import { WeekOfStarts } from "./picker/WeekOfStarts";
import { AskersRead } from "./reading/AskersRead";
import { CalendarLine } from "./reading/CalendarLine";
import classes from "./reading/reading.module.css";

type SlotPickerProps = Reading & {
  expertId: number;
  programme: string;
  /** The session that is to get another time, so that it does not stand in its own way. */
  moving?: string;
  /** Only starts that can be proposed while it keeps its agreed time. */
  besideAgreed?: boolean;
  /** Who takes part too. */
  beside?: { experts?: string; colleagues?: string };
  value: string | null;
  /** Those chosen, where several may be. */
  many?: string[];
  onPick: (startsAt: string) => void;
  /** The day to show, for pages that keep it in their address; else the picker keeps it. */
  day?: string | null;
  onDay?: (day: string) => void;
};

/** A month and the starts of a day on a phone, a week of days on a desk: the free starts to choose from. */
export function SlotPicker({ expertId, programme, moving, besideAgreed, beside, ...given }: SlotPickerProps) {
  const { t } = useTranslation();
  const { here: home, value, many, day, onDay, onPick } = given;
  const wide = useMediaQuery("(min-width: 860px)", true, { getInitialValueInEffect: false });
  const shape = wide ? "week" : "month";
  const me = useMe();
  const today = dayOf(useNow(60_000), home);
  const [asked, turnTo] = useWhichDay(day, onDay, today);
  const wanted = asked ?? (value ? dayOf(value, home) : today);
  const near = periodAround(wanted, shape);
  const free = useFreeStarts({
    expertId,
    programme,
    moving,
    besideAgreed,
    beside,
    timeZone: home,
    reader: readerOf(given),
    firstDay: mondayOf(today),
    ...near,
  });
  const clocks = clocksOf(free.clocks, given);
  const { here } = clocks;
  const days = underDays(many ? apartFrom(many, free.starts, free.apart) : free.starts, here);
  // Until the reader turns a page, the picker opens at the chosen start or the first day with any.
  const chosen = asked ?? (value ? dayOf(value, zoneAt(here, value)) : null);
  const shown = chosen ?? days[0]?.day ?? today;
  const { from, until } = periodAround(shown, shape);
  const keys = useStartKeys(days, shape, here, (to) => {
    if (shape === "month" || to < from || to >= until) turnTo(to);
  });
  const isKnown = value === null || many || free.starts.some(({ starts_at }) => starts_at === value);
  const filled = fillDays(days, from, until);
  const part = {
    ...clocks,
    value,
    many,
    days: filled,
    shown,
    today,
    reasons: free.reasons,
    reached: keys.reached,
    onKeyDown: keys.onKeyDown,
    onPick,
  };
  return (
    <div ref={keys.area}>
      <PickerBar
        {...clocks}
        starts={startsIn(filled.flatMap(({ starts }) => starts))}
        shown={shown}
        today={today}
        shape={shape}
        onTurn={turnTo}
      />
      <ClockTurns {...clocks} isShown={(at) => filled.some(({ starts }) => startsIn(starts).includes(at))} />
      {free.isLoaded ? (
        <div className={classes.lines}>
          <CalendarLine
            whose={me.expert_id === expertId ? t("reading.yours") : t("reading.experts")}
            calendar={free.calendar}
          />
          <AskersRead
            asking={free.asking ? [free.asking] : []}
            isClosed={free.isClosedByAsker}
            onOffered={free.refetch}
          />
        </div>
      ) : null}
      {free.isLoaded && free.isWhole && !isKnown ? <Notice tone="warn">{t("slots.gone")}</Notice> : null}
      <ErrorState error={free.error} onRetry={free.refetch} />
      {free.isLoaded || free.error ? null : <Loading rows={4} height={56} />}
      {free.isLoaded ? (
        <>
          <Jumps
            days={days}
            before={wide ? from : shown}
            after={wide ? until : shown}
            isEnd={free.isEnd}
            onJump={turnTo}
          />
          {wide ? <WeekOfStarts {...part} /> : <MonthOfStarts {...part} onDay={turnTo} />}
        </>
      ) : null}
    </div>
  );
}
