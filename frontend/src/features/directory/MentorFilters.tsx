import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { useUrlState } from "@/lib/useUrlState";
import classes from "./directory.module.css";
import { useProgrammes, useTopics } from "./queries";

export function MentorFilters({ url }: { url: ReturnType<typeof useUrlState> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: topics } = useTopics();
  const { data: programmes } = useProgrammes();
  const inUrl = url.get("q");
  const [words, setWords] = useState(inUrl);
  const search = useDebouncedCallback((q: string) => url.set({ q }), 300);
  useEffect(() => setWords(inUrl), [inUrl]);
  return (
    <search className={classes.filters}>
      <TextInput
        label={t("mentors.search")}
        placeholder={t("mentors.searchHint")}
        type="search"
        size="md"
        leftSection={<Icon name="search" />}
        value={words}
        onChange={({ currentTarget: { value } }) => {
          setWords(value);
          search(value);
        }}
      />
      <NativeSelect
        label={t("mentors.need")}
        size="md"
        value={url.get("need")}
        onChange={(event) => url.set({ need: event.currentTarget.value })}
      >
        <option value="">{t("mentors.anyNeed")}</option>
        {programmes?.results.map((programme) => (
          <option key={programme.slug} value={programme.slug}>
            {inLanguage(language, programme.name_ko, programme.name_en)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        label={t("mentors.topic")}
        size="md"
        value={url.get("topic")}
        onChange={(event) => url.set({ topic: event.currentTarget.value })}
      >
        <option value="">{t("mentors.anyTopic")}</option>
        {topics?.map((topic) => (
          <option key={topic.slug} value={topic.slug}>
            {inLanguage(language, topic.name_ko, topic.name_en)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        label={t("mentors.language")}
        size="md"
        value={url.get("language")}
        onChange={(event) => url.set({ language: event.currentTarget.value })}
        data={[
          { value: "", label: t("mentors.anyLanguage") },
          { value: "ko", label: "한국어" },
          { value: "en", label: "English" },
        ]}
      />
    </search>
  );
}
