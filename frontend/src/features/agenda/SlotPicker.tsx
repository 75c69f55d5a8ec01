import { ActionIcon, Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Icon } from "@/components/Icon";
import { Loading } from "@/components/Loading";
import { serverNow } from "@/lib/clock";
import { addDays, dayOf, daysBetween, mondayOf, startOfDay } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { daysText, dayText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "./slots.module.css";
import { weekOfStarts } from "./starts";
import { useFreeStarts } from "./useFreeStarts";
import { WeekOfStarts } from "./WeekOfStarts";

type SlotPickerProps = {
  expertId: number;
  programme: string;
  /** The session that is to get another time, so that it does not stand in its own way. */
  moving?: string;
  /** The reader's zone, which leads, and the other side's, shown beside. */
  here: string;
  there: string;
  value: string | null;
  /** Those chosen, where several may be. */
  many?: string[];
  onPick: (startsAt: string) => void;
};

export function SlotPicker({
  expertId,
  programme,
  moving,
  here,
  there,
  value,
  many,
  onPick,
}: SlotPickerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [firstMonday] = useState(() => mondayOf(dayOf(serverNow(), here)));
  const [turned, setTurned] = useState<number | null>(null);
  const weekOf = (startsAt: string) => Math.floor(daysBetween(firstMonday, dayOf(startsAt, here)) / 7);
  const asked = turned ?? (value ? weekOf(value) : 0);
  const block = useFreeStarts({ expertId, programme, moving, timeZone: here, firstMonday, week: asked });
  const starts = block.data?.starts ?? [];
  const nextFree = starts.find((start) => weekOf(start.starts_at) >= asked);
  // Until the reader turns a page, the picker opens at the chosen start or the first week with any.
  const week = turned ?? (value ? weekOf(value) : nextFree ? weekOf(nextFree.starts_at) : 0);
  const monday = addDays(firstMonday, week * 7);
  const days = weekOfStarts(starts, monday, here);
  const dayLabel = (day: string) => dayText(startOfDay(day, here), here, language);
  const empty = days.every((day) => day.starts.length === 0);
  return (
    <div>
      <div className={classes.bar}>
        <span className={classes.zones}>
          <span className={classes.here}>{t("slots.timesIn", { place: placeName(here, language) })}</span>
          {here === there ? null : (
            <>
              {" · "}
              <span className={classes.there}>{t("slots.below", { place: placeName(there, language) })}</span>
            </>
          )}
        </span>
        <div className={classes.move}>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={t("slots.previousWeek")}
            disabled={week === 0}
            onClick={() => setTurned(Math.max(week - 1, 0))}
          >
            <Icon name="left" />
          </ActionIcon>
          <span className={classes.range} aria-live="polite">
            {daysText(startOfDay(monday, here), startOfDay(addDays(monday, 6), here), here, language)}
          </span>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={t("slots.nextWeek")}
            onClick={() => setTurned(week + 1)}
          >
            <Icon name="right" />
          </ActionIcon>
        </div>
      </div>
      <ErrorState error={block.error} onRetry={block.refetch} />
      {block.isPending && !block.error ? <Loading rows={4} height={56} /> : null}
      {block.data && empty ? (
        <EmptyState
          icon="calendar"
          title={t("slots.none")}
          text={nextFree ? t("slots.noneHint") : t("slots.noneAhead")}
          action={
            <Button
              variant="default"
              onClick={() => setTurned(nextFree ? weekOf(nextFree.starts_at) : week + 1)}
            >
              {nextFree
                ? t("slots.jump", { day: dayLabel(dayOf(nextFree.starts_at, here)) })
                : t("slots.nextWeek")}
            </Button>
          }
        />
      ) : null}
      {block.data && !empty ? (
        <WeekOfStarts week={days} here={here} there={there} value={value} many={many} onPick={onPick} />
      ) : null}
    </div>
  );
}
