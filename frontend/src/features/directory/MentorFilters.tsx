import { useTranslation } from "react-i18next";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import type { UrlState } from "@/lib/useUrlState";
import classes from "./directory.module.css";
import { useProgrammeOptions, useTopicOptions } from "./options";

const spoken = [
  { value: "ko", label: "한국어" },
  { value: "en", label: "English" },
];

export function MentorFilters({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  const programmes = useProgrammeOptions();
  const topics = useTopicOptions();
  return (
    <search className={classes.filters}>
      <SearchFilter url={url} label={t("mentors.search")} placeholder={t("mentors.searchHint")} />
      <SelectFilter
        url={url}
        name="need"
        label={t("mentors.need")}
        any={t("mentors.anyNeed")}
        options={programmes}
      />
      <SelectFilter
        url={url}
        name="topic"
        label={t("mentors.topic")}
        any={t("mentors.anyTopic")}
        options={topics}
      />
      <SelectFilter
        url={url}
        name="language"
        label={t("mentors.language")}
        any={t("mentors.anyLanguage")}
        options={spoken}
      />
    </search>
  );
}
