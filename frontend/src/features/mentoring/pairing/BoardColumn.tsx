import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PairingRun, RunPair } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { minuteText, weekdayNames } from "@/lib/time";
import { type PairIds, type Part, useBoardNames } from "./pairing";
import classes from "./pairing.module.css";

const highest = 1000;
const aDay = 1440;

type BoardColumnProps = {
  run: PairingRun;
  expert: PairingRun["experts"][number];
  colour: Part | "score";
  onWhy: (pair: PairIds) => void;
  onDrop: (startup: number) => void;
};

/** An expert with the startups that they get; takes a card that is dropped. */
export function BoardColumn({ run, expert, colour, onWhy, onDrop }: BoardColumnProps) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const pairs = run.pairs.filter((pair) => pair.expert === expert.id);
  const nameOf = useBoardNames(run);
  const awaited = run.pins.filter(
    ({ kind, startup, expert: at }) =>
      kind === "required" && at === expert.id && !pairs.some((pair) => pair.startup === startup),
  );
  return (
    <section
      className={classes.column}
      data-over={isOver || undefined}
      aria-label={expert.name}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        onDrop(Number(event.dataTransfer.getData("text/plain")));
      }}
    >
      <h3>{expert.name}</h3>
      <p className={classes.soft}>
        {expert.organisation ? `${expert.organisation} · ` : null}
        {t("pairing.places", { taken: pairs.length, all: expert.capacity })}
      </p>
      {pairs.map((pair) => (
        <PairCard key={pair.startup} run={run} pair={pair} colour={colour} onWhy={onWhy} />
      ))}
      {awaited.map(({ startup }) => (
        <button
          key={startup}
          type="button"
          className={classes.awaited}
          onClick={() => onWhy({ startup, expert: expert.id })}
        >
          <strong>{nameOf.startup(startup)}</strong>
          <span className={classes.soft}>{t("pairing.requiredNext")}</span>
        </button>
      ))}
    </section>
  );
}

type PairCardProps = Pick<BoardColumnProps, "run" | "colour" | "onWhy"> & { pair: RunPair };

function PairCard({ run, pair, colour, onWhy }: PairCardProps) {
  const { t } = useTranslation();
  const nameOf = useBoardNames(run);
  const hour = useHourText()(pair.hour);
  const share = colour === "score" ? pair.score / highest : (pair.parts[colour] ?? 0);
  const pin = run.pins.find((one) => one.startup === pair.startup && one.expert === pair.expert);
  return (
    <button
      type="button"
      className={classes.pair}
      style={{ "--share": `${Math.round(share * 100)}%` } as CSSProperties}
      draggable
      onDragStart={(event) => event.dataTransfer.setData("text/plain", String(pair.startup))}
      onClick={() => onWhy({ startup: pair.startup, expert: pair.expert })}
    >
      <strong>{nameOf.startup(pair.startup)}</strong>
      <span className={classes.soft}>
        {Math.round(share * 100)}
        {hour ? ` · ${hour}` : null}
        {pin ? ` · ${t(`pairing.pins.${pin.kind}`)}` : null}
      </span>
    </button>
  );
}

/** An hour of the week on the hub's clock in words. */
function useHourText() {
  const language = useLanguage();
  const days = weekdayNames(language, "short");
  return (hour: number | null) =>
    hour === null ? "" : `${days[Math.floor(hour / aDay)]} ${minuteText(hour % aDay, language)}`;
}
