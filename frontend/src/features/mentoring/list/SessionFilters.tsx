import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CheckFilter } from "@/components/filters/CheckFilter";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { ProgrammeFilter } from "@/features/directory/ProgrammeFilter";
import type { UrlState } from "@/lib/useUrlState";
import { sessionStates } from "../sessions";
import classes from "./list.module.css";

type SessionFiltersProps = { url: UrlState; wide: boolean };

export function SessionFilters({ url, wide }: SessionFiltersProps) {
  const { t } = useTranslation();
  const dates = ["from", "until"] as const;
  return (
    <search className={classes.filters}>
      <SearchFilter url={url} label={t("sessions.search")} />
      <SelectFilter
        url={url}
        name="state"
        label={t("sessions.state")}
        any={t("sessions.anyState")}
        options={sessionStates.map((state) => ({ value: state, label: t(`states.${state}`) }))}
      />
      {wide ? (
        <>
          <ProgrammeFilter url={url} />
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
          <CheckFilter url={url} name="attention" label={t("sessions.attentionOnly")} />
        </>
      ) : null}
    </search>
  );
}
