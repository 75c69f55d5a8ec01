import { ActionIcon } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CycleWish } from "@/api/types";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./pairing.module.css";

type RankListProps = {
  ids: number[];
  candidates: CycleWish["candidates"];
  onChange: (ids: number[]) => void;
  onDrop: (id: number) => void;
};

function moved(ids: number[], from: number, to: number): number[] {
  const others = ids.filter((_, at) => at !== from);
  const one = ids[from];
  if (one === undefined || to < 0 || to > others.length) return ids;
  return [...others.slice(0, to), one, ...others.slice(to)];
}

/** A list in order, the best first: rows are dragged, or moved with the buttons beside them. */
export function RankList({ ids, candidates, onChange, onDrop }: RankListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [dragged, setDragged] = useState<number | null>(null);
  const [told, setTold] = useState("");
  const nameOf = (id: number) => {
    const one = candidates.find((candidate) => candidate.id === id);
    return one ? inLanguage(language, one.name_ko, one.name_en) : "";
  };
  const move = (from: number, to: number) => {
    const next = moved(ids, from, to);
    if (next === ids) return;
    onChange(next);
    setTold(t("pairing.wish.movedTo", { name: nameOf(ids[from] ?? 0), place: to + 1 }));
  };
  if (ids.length === 0) return <p className={classes.soft}>{t("pairing.wish.nobodyYet")}</p>;
  return (
    <>
      <ol className={classes.ranks}>
        {ids.map((id, at) => (
          <li
            key={id}
            draggable
            data-dragged={dragged === at || undefined}
            onDragStart={() => setDragged(at)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) move(dragged, at);
            }}
          >
            <span className={classes.place}>{at + 1}</span>
            <span className={classes.name}>{nameOf(id)}</span>
            {(
              [
                ["up", "↑", at - 1],
                ["down", "↓", at + 1],
              ] as const
            ).map(([way, sign, to]) => (
              <ActionIcon
                key={way}
                size="xl"
                variant="default"
                aria-label={t(`pairing.wish.${way}`, { name: nameOf(id) })}
                disabled={to < 0 || to >= ids.length}
                onClick={() => move(at, to)}
              >
                {sign}
              </ActionIcon>
            ))}
            <ActionIcon
              size="xl"
              variant="default"
              aria-label={t("pairing.wish.off", { name: nameOf(id) })}
              onClick={() => onDrop(id)}
            >
              ×
            </ActionIcon>
          </li>
        ))}
      </ol>
      <p className={classes.hidden} role="status">
        {told}
      </p>
    </>
  );
}
