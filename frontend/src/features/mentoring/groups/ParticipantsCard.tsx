import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { Avatar } from "@/features/directory/Avatar";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { placeTones } from "./groups";
import classes from "./groups.module.css";

type ParticipantsCardProps = { group: GroupDetail; zone: string };

/** Who comes, who was offered a seat, and who waits in which order; for whoever runs it. */
export function ParticipantsCard({ group, zone }: ParticipantsCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const people = group.participants ?? [];
  return (
    <Card title={t("groups.people")}>
      {people.length === 0 ? <p>{t("groups.nobody")}</p> : null}
      <ul className={classes.people}>
        {people.map(({ name, startup, state, position, offered_until }) => (
          <li key={`${startup.id} ${name} ${state} ${position}`}>
            <Avatar name={name} />
            <div>
              {name}
              <small>{inLanguage(language, startup.name_ko, startup.name_en)}</small>
              {offered_until ? (
                <small>
                  {t("groups.keptUntil")} <Moment at={offered_until} zone={zone} />
                </small>
              ) : null}
            </div>
            <Tag tone={placeTones[state]}>{t(`groups.theirPlaces.${state}`, { position })}</Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}
