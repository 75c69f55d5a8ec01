import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NothingFound } from "@/components/NothingFound";
import classes from "./finding.module.css";

type PeopleSelectProps = {
  label: string;
  nobody: string;
  most: number;
  chosen: string[];
  onChange: (chosen: string) => void;
  people: { value: string; label: string }[];
  /** Where `people` are only those found: told of what is looked for. */
  onSearch?: (words: string) => void;
};

/** Several people by their ids; `nobody` stands there as long as none is chosen. */
export function PeopleSelect(props: PeopleSelectProps) {
  const { label, nobody, most, chosen, onChange, people, onSearch } = props;
  const { t } = useTranslation();
  return (
    <MultiSelect
      className={classes.experts ?? ""}
      label={label}
      placeholder={chosen.length > 0 ? "" : nobody}
      size="md"
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("common.clearFilters") }}
      maxValues={most}
      nothingFoundMessage={<NothingFound text={t("mentors.none")} />}
      value={chosen}
      onChange={(ids) => onChange(ids.join(","))}
      data={people}
      {...(onSearch ? { onSearchChange: onSearch, filter: ({ options }) => options } : {})}
    />
  );
}
