import { CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExpertDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { useLanguage } from "@/lib/i18n";
import { momentText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "./booking.module.css";
import { type Beside, useBesidePeople } from "./useBeside";

type BesideCardProps = { expert: ExpertDetail; beside: Beside; startsAt: string | null };

/** Who takes part too, each with the chosen start on their own clock; nothing where nobody does. */
export function BesideCard({ expert, beside, startsAt }: BesideCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const people = useBesidePeople(beside);
  if (beside.experts.length + beside.colleagues.length === 0) return null;
  return (
    <Card title={t("booking.beside")} lead={t("booking.besideLead", { name: expert.name })}>
      <ul className={classes.beside}>
        {people.map(({ id, name, organisation, time_zone, side }) => (
          <li key={`${side} ${id}`}>
            <div>
              {name}
              <small>
                {[
                  organisation || t("booking.colleague"),
                  placeName(time_zone, language),
                  startsAt ? momentText(startsAt, time_zone, language) : "",
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </div>
            <CloseButton
              size="lg"
              aria-label={t("booking.leaveOut", { name })}
              onClick={() => beside.leaveOut(side, id)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
