import { useTranslation } from "react-i18next";
import { Tag } from "@/components/Tag";
import { type PairState, pairTones } from "./pairs";

export function PairStateTag({ state }: { state: PairState }) {
  const { t } = useTranslation();
  return <Tag tone={pairTones[state]}>{t(`pairs.states.${state}`)}</Tag>;
}
