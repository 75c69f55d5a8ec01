import { keepPreviousData } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Series } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { NextFree } from "../../booking/NextFree";
import { ShiftNotice } from "../dates/ShiftNotice";
import { seriesClocks, sidesIn } from "../series";
import { MovedDates } from "./MovedDates";

type MovePreviewProps = {
  series: Series;
  plan:
    | { which: "this"; on: string; override: boolean; starts_at: string }
    | { which: "following"; on: string; override: boolean; starts_on: string; starts_time: string };
  onClear: (clear: boolean) => void;
  onTake: (start: string) => void;
};

/** From where to where each date would move, and what stands in the way. */
export function MovePreview({ series, plan, onClear, onTake }: MovePreviewProps) {
  const { t } = useTranslation();
  const me = useMe();
  const preview = api.useQuery(
    "post",
    "/api/series/{series_id}/move/preview/",
    { params: { path: { series_id: series.id } }, body: plan },
    { placeholderData: keepPreviousData },
  );
  const { error } = preview;
  const dates = preview.data?.dates ?? [];
  const clashes = dates.filter(({ clash }) => clash);
  const clear = dates.length > 0 && clashes.length === 0 && !error && !preview.isPlaceholderData;
  useEffect(() => onClear(clear), [clear, onClear]);
  if (error) return <ErrorState error={error} />;
  if (preview.isPending) return <Loading rows={1} height={72} />;
  const { here, there } = seriesClocks(series, me, dates);
  return (
    <>
      <ShiftNotice dates={dates} sides={sidesIn(series, dates)} />
      <MovedDates dates={dates} here={here} there={there} />
      {clashes.length > 0 ? (
        <Notice tone="bad">
          <p>{t(plan.which === "this" ? "series.cannotThis" : "series.cannotFollowing")}</p>
        </Notice>
      ) : null}
      {plan.which === "this" && clashes[0] ? (
        <NextFree starts={clashes[0].alternatives} here={here} there={there} onPick={onTake} />
      ) : null}
    </>
  );
}
