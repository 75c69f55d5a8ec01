import { useMediaQuery } from "@mantine/hooks";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { DayList } from "./DayList";
import { type Choosing, isStep, stepFrom } from "./starts";
import { WeekColumns } from "./WeekColumns";

/** The free starts of one week as one group of radios, or of checkboxes, that the arrow keys move through. */
export function WeekOfStarts(choosing: Choosing) {
  const { t } = useTranslation();
  const wide = useMediaQuery("(min-width: 860px)", true, { getInitialValueInEffect: false });
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.start : undefined;
    if (!from || !isStep(event.key)) return;
    event.preventDefault();
    const to = stepFrom(choosing.week, from, event.key);
    if (!to) return;
    if (!choosing.many) choosing.onPick(to);
    event.currentTarget.querySelector<HTMLElement>(`[data-start="${to}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: both roles take keys; the rule cannot read a chosen role
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have a name
    <div role={choosing.many ? "group" : "radiogroup"} aria-label={t("slots.choose")} onKeyDown={move}>
      {wide ? <WeekColumns {...choosing} /> : <DayList {...choosing} />}
    </div>
  );
}
