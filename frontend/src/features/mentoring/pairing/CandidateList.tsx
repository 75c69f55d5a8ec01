import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CycleWish } from "@/api/types";
import { useTopicOptions } from "@/features/directory/options";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "./pairing.module.css";

type CandidateListProps = {
  candidates: CycleWish["candidates"];
  ranks: number[];
  vetoes: number[];
  isFull: boolean;
  mayVeto: boolean;
  onRank: (id: number) => void;
  onVeto: (id: number) => void;
  onDrop: (id: number) => void;
};

/** Everybody of the other side who is not on the list yet; experts can rule somebody out. */
export function CandidateList(props: CandidateListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const topics = new Map(useTopicOptions().map(({ value, label }) => [value, label]));
  const [q, setQ] = useState("");
  const text = (one: CycleWish["candidates"][number]) =>
    [
      inLanguage(language, one.name_ko, one.name_en),
      inLanguage(language, one.text_ko, one.text_en),
      ...one.topics.map((slug) => topics.get(slug) ?? slug),
    ].join(" ");
  const found = props.candidates.filter(
    (one) => !props.ranks.includes(one.id) && text(one).toLowerCase().includes(q.trim().toLowerCase()),
  );
  return (
    <>
      <TextInput
        type="search"
        label={t("pairing.wish.search")}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        size="md"
      />
      <ul className={classes.candidates}>
        {found.map((one) => {
          const name = inLanguage(language, one.name_ko, one.name_en);
          const isOut = props.vetoes.includes(one.id);
          return (
            <li key={one.id} data-out={isOut || undefined}>
              <span>
                <strong>{name}</strong>
                <span className={classes.soft}>
                  {" "}
                  {inLanguage(language, one.text_ko, one.text_en)}
                  {one.topics.length
                    ? ` · ${one.topics.map((slug) => topics.get(slug) ?? slug).join(", ")}`
                    : ""}
                </span>
              </span>
              <span className={classes.buttons}>
                <Button
                  variant="default"
                  disabled={props.isFull || isOut}
                  aria-label={t("pairing.wish.addNamed", { name })}
                  onClick={() => props.onRank(one.id)}
                >
                  {t("pairing.wish.add")}
                </Button>
                {props.mayVeto ? (
                  <Button
                    variant="default"
                    aria-label={t(isOut ? "pairing.wish.allowNamed" : "pairing.wish.vetoNamed", { name })}
                    onClick={() => (isOut ? props.onDrop(one.id) : props.onVeto(one.id))}
                  >
                    {t(isOut ? "pairing.wish.allow" : "pairing.wish.veto")}
                  </Button>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
