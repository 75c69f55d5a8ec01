import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Button, Checkbox, NumberInput, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EventTable } from "@/api/types";
import classes from "../events.module.css";

type TableRowProps = {
  table: EventTable;
  onChange: (changes: Partial<EventTable>) => void;
  onRemove: () => void;
};

/** One table or video room. */
export function TableRow({ table, onChange, onRemove }: TableRowProps) {
  const { t } = useTranslation();
  const name = t("events.tableNumber", { number: table.number });
  return (
    <section className={classes.row} aria-label={name}>
      <h3>{name}</h3>
      <div className={classes.pair}>
        <TextInput
          size="md"
          maxLength={60}
          label={t("events.tableName")}
          value={table.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <NumberInput
          size="md"
          min={2}
          max={50}
          allowDecimal={false}
          label={t("events.capacity")}
          value={table.capacity}
          onChange={(capacity) => onChange({ capacity: Number(capacity) })}
        />
        <TagsInput
          size="md"
          maxTags={12}
          label={t("events.equipment")}
          value={table.equipment}
          onChange={(equipment) => onChange({ equipment })}
        />
        <TextInput
          size="md"
          type="url"
          maxLength={500}
          placeholder="https://"
          label={t("events.videoRoom")}
          value={table.link}
          onChange={(event) => onChange({ link: event.currentTarget.value })}
        />
      </div>
      <div className={classes.deeds}>
        <Checkbox
          size="md"
          label={t("events.outOfUse")}
          checked={table.is_out}
          onChange={(event) => onChange({ is_out: event.currentTarget.checked })}
        />
        <Button size="xs" variant="default" aria-label={t("events.removeTable", { name })} onClick={onRemove}>
          {t("common.delete")}
        </Button>
      </div>
    </section>
  );
}
