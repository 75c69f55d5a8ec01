import { useTranslation } from "react-i18next";
import type { GuestProfile } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import classes from "../events.module.css";
import type { WishValue } from "./door";

const values = ["must", "like", "no"] as const;

type ProfileItemProps = {
  profile: GuestProfile;
  isOpen: boolean;
  onWish: (value: WishValue) => void;
};

/** One guest in short, and what one says of meeting them; the same tap again takes it back. */
export function ProfileItem({ profile, isOpen, onWish }: ProfileItemProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { guest } = profile;
  const name = inLanguage(language, guest.name_ko, guest.name_en);
  const headline = inLanguage(language, profile.headline_ko, profile.headline_en);
  const about = inLanguage(language, profile.about_ko, profile.about_en);
  return (
    <article className={classes.profile} data-wish={profile.wish || undefined}>
      <div>
        <h3>{name}</h3>
        <p className={classes.soft}>{[guest.organisation, headline].filter(Boolean).join(" · ")}</p>
      </div>
      {about ? <p>{about}</p> : null}
      <div className={classes.tags}>
        {profile.topics.map((topic) => (
          <Tag key={topic.slug} plain tone={profile.shared.includes(topic.slug) ? "accent" : "quiet"}>
            {inLanguage(language, topic.name_ko, topic.name_en)}
          </Tag>
        ))}
      </div>
      {profile.shared.length > 0 ? (
        <p className={classes.soft}>{t("events.shared", { count: profile.shared.length })}</p>
      ) : null}
      <fieldset className={classes.choices} aria-label={t("events.wishAbout", { name })}>
        {values.map((value) => (
          <button
            key={value}
            type="button"
            className={classes.choice}
            aria-pressed={profile.wish === value}
            disabled={!isOpen}
            onClick={() => onWish(profile.wish === value ? "" : value)}
          >
            {t(`events.wish.${value}`)}
          </button>
        ))}
      </fieldset>
    </article>
  );
}
