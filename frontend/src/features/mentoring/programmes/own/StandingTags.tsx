import { useTranslation } from "react-i18next";
import type { OfferedProgramme } from "@/api/types";
import { Tag } from "@/components/Tag";
import { stateTones } from "../programmes";
import classes from "../programmes.module.css";

const placeTones = { invited: "accent", joined: "good", declined: "quiet", left: "quiet" } as const;
const applicationStates = ["draft", "submitted", "waitlisted", "declined", "withdrawn"] as const;

/** The state of a programme, its kind, and how one stands to it. */
export function StandingTags({ programme }: { programme: OfferedProgramme }) {
  const { t } = useTranslation();
  const place = (Object.keys(placeTones) as (keyof typeof placeTones)[]).find(
    (one) => one === programme.place,
  );
  const application = applicationStates.find((one) => one === programme.application);
  return (
    <span className={classes.tags}>
      <Tag tone={stateTones[programme.state]}>{t(`programmes.states.${programme.state}`)}</Tag>
      <Tag plain>{t(`programmes.options.kind.${programme.kind}`)}</Tag>
      {place ? <Tag tone={placeTones[place]}>{t(`programmes.places.${place}`)}</Tag> : null}
      {application && place !== "joined" ? (
        <Tag tone="accent">{t(`programmes.applicationStates.${application}`)}</Tag>
      ) : null}
    </span>
  );
}
