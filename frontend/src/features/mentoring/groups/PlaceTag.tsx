import { useTranslation } from "react-i18next";
import type { GroupRow } from "@/api/types";
import { Tag } from "@/components/Tag";
import { placeTones } from "./groups";

/** The reader's own place in a group session, or what state it is in where that matters more. */
export function PlaceTag({ group }: { group: Pick<GroupRow, "state" | "place"> }) {
  const { t } = useTranslation();
  if (group.state !== "open") return <Tag>{t(`groups.states.${group.state}`)}</Tag>;
  if (!group.place) return null;
  const { state, position } = group.place;
  return <Tag tone={placeTones[state]}>{t(`groups.places.${state}`, { position })}</Tag>;
}
