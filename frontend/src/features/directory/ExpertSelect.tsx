import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expert } from "@/api/types";
import { NothingFound } from "@/components/NothingFound";
import { api } from "@/lib/api";

const path = "/api/experts/";
const optionOf = ({ id, name, organisation }: Expert) => ({
  value: String(id),
  label: `${name} (${organisation})`,
});

type ExpertSelectProps = {
  label: string;
  /** What stands there while nobody is chosen. */
  nobody: string;
  programme: string;
  chosen: string;
  onChange: (id: string) => void;
  required?: boolean;
};

/** The expert of that id, "" for none. */
export function useChosenExpert(id: string): Expert | undefined {
  const query = { ids: [Number(id)] };
  const options = { enabled: id !== "", placeholderData: keepPreviousData };
  const { data } = api.useQuery("get", path, { params: { query } }, options);
  return data?.results.find((expert) => String(expert.id) === id);
}

/** One expert of a programme, looked for by what is typed however many there are. */
export function ExpertSelect({ label, nobody, programme, chosen, onChange, required }: ExpertSelectProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const own = useChosenExpert(chosen);
  const [typed] = useDebouncedValue(words, 300);
  // The name of who is chosen stands in the field: nobody looks for it.
  const q = own && typed === optionOf(own).label ? "" : typed;
  const query = { programme, ...(q ? { q } : {}), page_size: 50 };
  const options = { enabled: programme !== "", placeholderData: keepPreviousData };
  const found = api.useQuery("get", path, { params: { query } }, options);
  const known = [...(own ? [own] : []), ...(found.data?.results ?? [])];
  const people = new Map(known.map((expert) => [expert.id, optionOf(expert)]));
  return (
    <Select
      label={label}
      placeholder={nobody}
      size="md"
      searchable
      clearable={!required}
      clearButtonProps={{ "aria-label": t("common.clearFilters") }}
      required={required ?? false}
      withAsterisk={false}
      disabled={programme === ""}
      nothingFoundMessage={<NothingFound text={t("mentors.none")} />}
      value={chosen || null}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={setWords}
      filter={({ options }) => options}
      data={[...people.values()]}
    />
  );
}
