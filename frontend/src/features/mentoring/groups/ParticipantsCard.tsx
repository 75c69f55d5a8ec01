import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { Tag } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { Avatar } from "@/features/directory/Avatar";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { Clock } from "@/lib/whoseClock";
import { type Participant, placeTones } from "./groups";
import classes from "./groups.module.css";
import { RemoveDialog } from "./RemoveDialog";

type ParticipantsCardProps = { group: GroupDetail; zone: Clock };

/** Who comes, who was offered a seat, and who waits in which order; for whoever runs it. */
export function ParticipantsCard({ group, zone }: ParticipantsCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [removing, setRemoving] = useState<Participant | null>(null);
  const people = group.participants ?? [];
  return (
    <Card title={t("groups.people")}>
      {people.length === 0 ? <p>{t("groups.nobody")}</p> : null}
      <ul className={classes.people}>
        {people.map((person) => {
          const { id, name, startup, state, position, offered_until } = person;
          return (
            <li key={id}>
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
              <div className={classes.standing}>
                <Tag tone={placeTones[state]}>{t(`groups.theirPlaces.${state}`, { position })}</Tag>
                {group.may.includes("remove") ? (
                  <Button
                    size="sm"
                    variant="subtle"
                    color="red"
                    aria-label={t("groups.removeNamed", { name })}
                    onClick={() => setRemoving(person)}
                  >
                    {t("groups.remove")}
                  </Button>
                ) : null}
              </div>
            </li>
          );
        })}
      </ul>
      {removing ? <RemoveDialog group={group} person={removing} onClose={() => setRemoving(null)} /> : null}
    </Card>
  );
}
