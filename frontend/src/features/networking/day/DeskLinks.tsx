import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/LinkButton";
import classes from "./day.module.css";

const places = ["plan", "day", "wall"] as const;

/** Between the places of an event's desk. */
export function DeskLinks({ slug }: { slug: string }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.links} aria-label={t("day.places")}>
      {places.map((place) => (
        <LinkButton key={place} to={`/coordinator/events/${slug}/${place}`} variant="default">
          {t(`day.to.${place}`)}
        </LinkButton>
      ))}
    </nav>
  );
}
