import { useTranslation } from "react-i18next";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { ProgrammeFilter } from "@/features/directory/ProgrammeFilter";
import type { UrlState } from "@/lib/useUrlState";
import classes from "./groups.module.css";

export function GroupFilters({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  return (
    <search className={classes.filters}>
      <SearchFilter url={url} label={t("groups.search")} />
      <ProgrammeFilter url={url} />
    </search>
  );
}
