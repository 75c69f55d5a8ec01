import { useTranslation } from "react-i18next";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useMe } from "@/features/accounts/me";
import { useAsOptions } from "@/features/directory/options";
import type { UrlState } from "@/lib/useUrlState";
import { ColleaguesSelect } from "./ColleaguesSelect";
import { ExpertsSelect } from "./ExpertsSelect";
import classes from "./finding.module.css";
import { type FindingWish, modes, reaches } from "./useFinding";

type FindingFiltersProps = { url: UrlState; wish: FindingWish };

export function FindingFilters({ url, wish }: FindingFiltersProps) {
  const { t } = useTranslation();
  const asOptions = useAsOptions();
  const me = useMe();
  const programme = wish.programme?.slug ?? "";
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
        <ExpertsSelect url={url} wish={wish} />
        {me.role === "startup_member" ? <ColleaguesSelect url={url} chosen={wish.colleagues} /> : null}
      </div>
    </search>
  );
}
