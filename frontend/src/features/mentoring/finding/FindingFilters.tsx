import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { useUrlState } from "@/lib/useUrlState";
import { ColleaguesSelect } from "./ColleaguesSelect";
import classes from "./finding.module.css";
import { PeopleSelect } from "./PeopleSelect";
import { type FindingWish, modes, reaches } from "./useFinding";

type FindingFiltersProps = { url: ReturnType<typeof useUrlState>; wish: FindingWish };

export function FindingFilters({ url, wish }: FindingFiltersProps) {
  const { t } = useTranslation();
  const language = useLanguage();
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
        <NativeSelect
          label={t("mentors.need")}
          size="md"
          value={programme}
          onChange={(event) => url.set({ need: event.currentTarget.value, experts: "" })}
          data={wish.programmes.map(({ slug, name_ko, name_en }) => ({
            value: slug,
            label: inLanguage(language, name_ko, name_en),
          }))}
        />
        <NativeSelect
          label={t("mentors.topic")}
          size="md"
          value={wish.topic}
          onChange={(event) => url.set({ topic: event.currentTarget.value })}
        >
          <option value="">{t("mentors.anyTopic")}</option>
          {wish.topics.map(({ slug, name_ko, name_en }) => (
            <option key={slug} value={slug}>
              {inLanguage(language, name_ko, name_en)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t("meet.reach")}
          size="md"
          value={String(wish.weeks)}
          onChange={(event) => url.set({ weeks: event.currentTarget.value })}
          data={reaches.map((weeks) => ({ value: String(weeks), label: t("meet.weeks", { count: weeks }) }))}
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
