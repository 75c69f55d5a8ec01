import { useTranslation } from "react-i18next";
import type { SessionState } from "@/api/types";
import { Tag } from "@/components/Tag";
import { stateTones } from "./sessions";

export function StateTag({ state }: { state: SessionState }) {
  const { t } = useTranslation();
  return <Tag tone={stateTones[state]}>{t(`states.${state}`)}</Tag>;
}
