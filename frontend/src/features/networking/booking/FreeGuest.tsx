import { useTranslation } from "react-i18next";
import type { BookingPage } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "../events.module.css";
import { useHours } from "./useHours";

type Free = BookingPage["guests"][number];
export type Chosen = { about: number; name: string; round: number };
type FreeGuestProps = { free: Free; page: BookingPage; onChoose: (chosen: Chosen) => void };

/** Somebody who can be met, and the rounds in which both are free: one tap asks. */
export function FreeGuest({ free, page, onChoose }: FreeGuestProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hours = useHours(page);
  const { profile, rounds } = free;
  const name = inLanguage(language, profile.guest.name_ko, profile.guest.name_en);
  const headline = inLanguage(language, profile.headline_ko, profile.headline_en);
  return (
    <article className={classes.profile}>
      <div>
        <h3>{name}</h3>
        <p className={classes.soft}>{[profile.guest.organisation, headline].filter(Boolean).join(" · ")}</p>
      </div>
      {profile.shared.length > 0 ? (
        <div className={classes.tags}>
          {profile.topics
            .filter(({ slug }) => profile.shared.includes(slug))
            .map((topic) => (
              <Tag key={topic.slug} plain tone="accent">
                {inLanguage(language, topic.name_ko, topic.name_en)}
              </Tag>
            ))}
        </div>
      ) : null}
      <fieldset className={classes.choices} aria-label={t("openSlots.freeRounds", { name })}>
        {rounds.map((round) => (
          <button
            key={round}
            type="button"
            className={classes.choice}
            aria-label={t("openSlots.choose", { name, hours: hours(round) })}
            onClick={() => onChoose({ about: profile.id, name, round })}
          >
            {hours(round)}
          </button>
        ))}
      </fieldset>
    </article>
  );
}
