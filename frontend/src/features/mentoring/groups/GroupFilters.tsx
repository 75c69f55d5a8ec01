import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import { useProgrammes } from "@/features/directory/queries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { useUrlState } from "@/lib/useUrlState";
import classes from "./groups.module.css";

export function GroupFilters({ url }: { url: ReturnType<typeof useUrlState> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: programmes } = useProgrammes();
  const inUrl = url.get("q");
  const [words, setWords] = useState(inUrl);
  const search = useDebouncedCallback((q: string) => url.set({ q }), 300);
  useEffect(() => setWords(inUrl), [inUrl]);
  return (
    <search className={classes.filters}>
      <TextInput
        label={t("groups.search")}
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
        label={t("booking.programme")}
        size="md"
        value={url.get("programme")}
        onChange={(event) => url.set({ programme: event.currentTarget.value })}
        data={[
          { value: "", label: t("sessions.anyProgramme") },
          ...(programmes?.results ?? []).map(({ slug, name_ko, name_en }) => ({
            value: slug,
            label: inLanguage(language, name_ko, name_en),
          })),
        ]}
      />
    </search>
  );
}
