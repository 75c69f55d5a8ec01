import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import { useProgrammes } from "@/features/directory/queries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import type { useUrlState } from "@/lib/useUrlState";
import { sessionStates } from "../sessions";
import classes from "./list.module.css";

type SessionFiltersProps = { url: ReturnType<typeof useUrlState>; wide: boolean };

export function SessionFilters({ url, wide }: SessionFiltersProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: programmes } = useProgrammes();
  const inUrl = url.get("q");
  const [words, setWords] = useState(inUrl);
  const search = useDebouncedCallback((q: string) => url.set({ q }), 300);
  useEffect(() => setWords(inUrl), [inUrl]);
  const dates = ["from", "until"] as const;
  return (
    <search className={classes.filters}>
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
          ...sessionStates.map((state) => ({ value: state, label: t(`states.${state}`) })),
        ]}
      />
      {wide ? (
        <>
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
          {dates.map((name) => (
            <TextInput
              key={name}
              label={t(`sessions.${name}`)}
              type="date"
              size="md"
              value={url.get(name)}
              onChange={(event) => url.set({ [name]: event.currentTarget.value })}
            />
          ))}
          <div className={classes.attention}>
            <Checkbox
              label={t("sessions.attentionOnly")}
              checked={url.get("attention") === "true"}
              onChange={(event) => url.set({ attention: event.currentTarget.checked ? "true" : "" })}
            />
          </div>
        </>
      ) : null}
    </search>
  );
}
