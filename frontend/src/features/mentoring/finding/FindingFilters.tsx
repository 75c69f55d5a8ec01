import { useTranslation } from "react-i18next";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useMe } from "@/features/accounts/me";
import { useAsOptions } from "@/features/directory/options";
import { api } from "@/lib/api";
import type { UrlState } from "@/lib/useUrlState";
import { ColleaguesSelect } from "./ColleaguesSelect";
import classes from "./finding.module.css";
import { PeopleSelect } from "./PeopleSelect";
import { type FindingWish, modes, reaches } from "./useFinding";

type FindingFiltersProps = { url: UrlState; wish: FindingWish };

export function FindingFilters({ url, wish }: FindingFiltersProps) {
  const { t } = useTranslation();
  const asOptions = useAsOptions();
  const me = useMe();
  const programme = wish.programme?.slug ?? "";
  const query = { programme, page_size: 100 };
  const experts = api.useQuery("get", "/api/experts/", { params: { query } }, { enabled: programme !== "" });
  return (
    <search className={classes.filters}>
      <SegmentedFilter
        label={t("find.mode")}
        value={wish.mode}
        onChange={(mode) => url.set({ mode })}
        options={modes.map((mode) => ({ value: mode, label: t(`find.modes.${mode}`) }))}
      />
      <p className={classes.hint}>{t(`find.hints.${wish.mode}`)}</p>
      <div className={classes.fields}>
        <SelectFilter
          url={url}
          name="need"
          label={t("mentors.need")}
          value={programme}
          options={asOptions(wish.programmes)}
          resets={{ experts: "" }}
        />
        <SelectFilter
          url={url}
          name="topic"
          label={t("mentors.topic")}
          any={t("mentors.anyTopic")}
          value={wish.topic}
          options={asOptions(wish.topics)}
        />
        <SelectFilter
          url={url}
          name="weeks"
          label={t("meet.reach")}
          value={String(wish.weeks)}
          options={reaches.map((weeks) => ({
            value: String(weeks),
            label: t("meet.weeks", { count: weeks }),
          }))}
        />
        <PeopleSelect
          label={t("find.experts")}
          nobody={t("find.everybody")}
          most={wish.mode === "all" ? 20 : 100}
          chosen={wish.experts}
          onChange={(experts) => url.set({ experts })}
          people={(experts.data?.results ?? []).map(({ id, name, organisation }) => ({
            value: String(id),
            label: `${name} (${organisation})`,
          }))}
        />
        {me.role === "startup_member" ? <ColleaguesSelect url={url} chosen={wish.colleagues} /> : null}
      </div>
    </search>
  );
}
