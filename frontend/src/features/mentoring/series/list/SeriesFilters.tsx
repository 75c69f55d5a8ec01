import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import { useProgrammes } from "@/features/directory/queries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { useUrlState } from "@/lib/useUrlState";
import sessions from "../../list/list.module.css";
import { seriesStates } from "../series";

export function SeriesFilters({ url }: { url: ReturnType<typeof useUrlState> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: programmes } = useProgrammes();
  const inUrl = url.get("q");
  const [words, setWords] = useState(inUrl);
  const search = useDebouncedCallback((q: string) => url.set({ q }), 300);
  useEffect(() => setWords(inUrl), [inUrl]);
  return (
    <search className={sessions.filters}>
      <TextInput
        label={t("sessions.search")}
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
        label={t("sessions.state")}
        size="md"
        value={url.get("state")}
        onChange={(event) => url.set({ state: event.currentTarget.value })}
        data={[
          { value: "", label: t("sessions.anyState") },
          ...seriesStates.map((state) => ({ value: state, label: t(`series.states.${state}`) })),
        ]}
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
      <div className={sessions.attention}>
        <Checkbox
          label={t("series.waitingOnly")}
          checked={url.get("waiting") === "true"}
          onChange={(event) => url.set({ waiting: event.currentTarget.checked ? "true" : "" })}
        />
      </div>
    </search>
  );
}
