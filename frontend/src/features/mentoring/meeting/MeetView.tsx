import { NativeSelect } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ClockTurns } from "@/components/ClockTurns";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { ProgrammeFilter } from "@/features/directory/ProgrammeFilter";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { ChosenTime } from "./ChosenTime";
import { FairTimes, TurnsCard } from "./FairTimes";
import classes from "./meeting.module.css";
import { clocksIn, nameOf } from "./times";
import { WeekOfTimes } from "./WeekOfTimes";

const lengths = [30, 45, 60, 90, 120];
const reaches = [4, 8, 12, 26];

type MeetViewProps = {
  /** Who the other one is. */
  other: { with: number } | { founder: number };
  back: ReactNode;
  /** Where an hour can be asked for, if the reader may. */
  book: string | null;
};

/** When two people who live by different clocks can meet every week. */
export function MeetView({ other, back, book }: MeetViewProps) {
  const { t } = useTranslation();
  const url = useUrlState();
  const minutes = Number(url.get("minutes")) || 60;
  const weeks = Number(url.get("weeks")) || 12;
  const programme = url.get("programme");
  const query = {
    ...other,
    minutes,
    weeks,
    step_minutes: 60 as const,
    ...(programme ? { programme } : {}),
  };
  const answer = api.useQuery(
    "get",
    "/api/meeting-hours/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const hours = answer.data;
  const chosen = hours?.times.find((time) => nameOf(time) === url.get("at")) ?? hours?.times[0];
  const choose = (time: Parameters<typeof nameOf>[0]) => url.set({ at: nameOf(time) });
  return (
    <Page
      title={hours ? t("meet.title", { name: hours.their_name }) : t("meet.question")}
      lead={back}
      width="wide"
    >
      <div className={classes.asked}>
        <ProgrammeFilter url={url} />
        <NativeSelect
          label={t("meet.length")}
          size="md"
          value={String(minutes)}
          onChange={(event) => url.set({ minutes: event.currentTarget.value })}
          data={lengths.map((value) => ({
            value: String(value),
            label: t("booking.minutes", { count: value }),
          }))}
        />
        <NativeSelect
          label={t("meet.reach")}
          size="md"
          value={String(weeks)}
          onChange={(event) => url.set({ weeks: event.currentTarget.value })}
          data={reaches.map((value) => ({ value: String(value), label: t("meet.weeks", { count: value }) }))}
        />
      </div>
      <ErrorState error={answer.error} onRetry={answer.refetch} />
      {answer.isPending && !answer.error ? <Loading rows={2} height={320} /> : null}
      {hours && !chosen ? <EmptyState icon="hours" title={t("meet.none")} text={t("meet.noneHint")} /> : null}
      {hours && chosen ? (
        <div className={classes.columns}>
          <div className={classes.side}>
            <Card title={t("meet.week")} lead={t("meet.weekLead")}>
              <ClockTurns {...clocksIn(hours)} />
              <WeekOfTimes hours={hours} chosen={chosen} onChoose={choose} />
            </Card>
            <TurnsCard hours={hours} book={book} />
          </div>
          <div className={classes.side}>
            <ChosenTime hours={hours} time={chosen} isFairest={chosen === hours.times[0]} book={book} />
            <FairTimes hours={hours} chosen={chosen} onChoose={choose} />
          </div>
        </div>
      ) : null}
    </Page>
  );
}
