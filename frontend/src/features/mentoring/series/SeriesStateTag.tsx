import { useTranslation } from "react-i18next";
import type { SeriesState } from "@/api/types";
import { Tag } from "@/components/Tag";
import { seriesTones } from "./series";

export function SeriesStateTag({ state }: { state: SeriesState }) {
  const { t } = useTranslation();
  return <Tag tone={seriesTones[state]}>{t(`series.states.${state}`)}</Tag>;
}
