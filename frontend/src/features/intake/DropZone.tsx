import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import classes from "./intake.module.css";

/** A file field as large as a table: click it, reach it with Tab, or drop files on it. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <label
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={28} />
      <strong>{t("import.choose")}</strong>
      <span>{t("import.formats")}</span>
      <input
        type="file"
        multiple
        accept=".csv,text/csv"
        aria-label={t("import.choose")}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </label>
  );
}
