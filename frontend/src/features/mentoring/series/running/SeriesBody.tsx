import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Series } from "@/api/types";
import { Card } from "@/components/Card";
import { useMe } from "@/features/accounts/me";
import { useNow } from "@/lib/clock";
import { BriefCard } from "../../session/BriefCard";
import session from "../../session/session.module.css";
import { ShiftNotice } from "../dates/ShiftNotice";
import { shiftsOf } from "../dates/shifts";
import { seriesClocks, sidesIn } from "../series";
import { HeldUntil } from "./HeldUntil";
import { Kinship } from "./Kinship";
import { Occurrences } from "./Occurrences";
import { SeriesActions } from "./SeriesActions";
import { SeriesPeople } from "./SeriesPeople";
import { WhenCard } from "./WhenCard";

export function SeriesBody({ series }: { series: Series }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const zones = seriesClocks(series, useMe());
  const sides = sidesIn(series);
  const { occurrences } = series;
  const shifting = shiftsOf(occurrences, sides)
    .flat()
    .some(({ at }) => Date.parse(at) > now.getTime());
  return (
    <>
      <Kinship series={series} />
      <HeldUntil series={series} zone={zones.here} />
      <div className={session.columns}>
        <div>
          <WhenCard series={series} {...zones}>
            <SeriesActions series={series} />
          </WhenCard>
          <Card title={t("series.allDates")}>
            <Stack gap="md">
              {shifting ? <ShiftNotice dates={occurrences} sides={sides} /> : null}
              <Occurrences series={series} sides={sides} {...zones} />
            </Stack>
          </Card>
        </div>
        <div>
          <SeriesPeople series={series} />
          <BriefCard session={series} />
        </div>
      </div>
    </>
  );
}
