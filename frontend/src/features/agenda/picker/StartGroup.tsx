import { Fragment, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FreeStart } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import { StartButton } from "./StartButton";
import classes from "./slots.module.css";
import { type Choosing, isChosen } from "./starts";

type StartGroupProps = {
  many: boolean;
  className?: string | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
  children: ReactNode;
};

/** Free starts as one group of radios, or of checkboxes, that the keys move through; Enter or Space chooses. */
export function StartGroup({ many, className, onKeyDown, children }: StartGroupProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: both roles take keys; the rule cannot read a chosen role
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have a name
    <div
      role={many ? "group" : "radiogroup"}
      aria-label={t("slots.choose")}
      className={className}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function Starts({
  starts,
  reachable,
  ...choosing
}: Choosing & { starts: FreeStart[]; reachable: string | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zoneOf = (index: number) => zoneAt(choosing.here, starts[index]?.starts_at ?? "");
  return starts.map(({ starts_at }, index) => (
    <Fragment key={starts_at}>
      {index > 0 && zoneOf(index) !== zoneOf(index - 1) ? (
        <p className={classes.turn}>{t("turns.below", { place: placeName(zoneOf(index), language) })}</p>
      ) : null}
      <StartButton
        startsAt={starts_at}
        here={choosing.here}
        there={choosing.there}
        checked={isChosen(choosing, starts_at)}
        one={choosing.many === undefined}
        reachable={starts_at === reachable}
        onPick={choosing.onPick}
      />
    </Fragment>
  ));
}
StartGroup.Starts = Starts;
