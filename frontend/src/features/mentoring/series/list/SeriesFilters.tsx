import { useTranslation } from "react-i18next";
import { CheckFilter } from "@/components/filters/CheckFilter";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { ProgrammeFilter } from "@/features/directory/ProgrammeFilter";
import type { UrlState } from "@/lib/useUrlState";
import sessions from "../../list/list.module.css";
import { seriesStates } from "../series";

export function SeriesFilters({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  return (
    <search className={sessions.filters}>
      <SearchFilter url={url} label={t("sessions.search")} />
      <SelectFilter
        url={url}
        name="state"
        label={t("sessions.state")}
        any={t("sessions.anyState")}
        options={seriesStates.map((state) => ({ value: state, label: t(`series.states.${state}`) }))}
      />
      <ProgrammeFilter url={url} />
      <CheckFilter url={url} name="waiting" label={t("series.waitingOnly")} />
    </search>
  );
}
