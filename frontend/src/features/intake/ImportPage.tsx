import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { ColumnsCard } from "./ColumnsCard";
import { DropZone } from "./DropZone";
import { FileReport } from "./FileReport";
import classes from "./intake.module.css";
import { useImport } from "./useImport";

export default function ImportPage() {
  const { t } = useTranslation();
  const [files, setFiles] = useState<File[]>([]);
  const { preview, apply, look, carryOut } = useImport();
  const choose = (chosen: File[]) => {
    if (chosen.length === 0) return;
    setFiles(chosen);
    apply.reset();
    void look(chosen);
  };
  const report = apply.data ?? preview.data;
  const refused = report?.files.reduce((sum, file) => sum + file.refused, 0) ?? 0;
  const changes = report?.files.reduce((sum, file) => sum + file.added + file.changed, 0) ?? 0;
  return (
    <Page title={t("import.title")} lead={t("import.lead")} width="wide">
      <DropZone onFiles={choose} />
      {preview.isPending ? <Loading rows={2} height={120} /> : null}
      <ErrorState error={apply.error ?? preview.error} />
      {files.length === 0 ? <ColumnsCard /> : null}
      {report ? (
        <>
          <Summary applied={report.applied} refused={refused} changes={changes} />
          {report.applied ? null : (
            <Group gap="sm">
              <Button
                size="md"
                disabled={refused > 0 || changes === 0}
                loading={apply.isPending}
                onClick={() => void carryOut(files)}
              >
                {t("import.apply")}
              </Button>
              <span className={classes.files}>{files.map((file) => file.name).join(", ")}</span>
            </Group>
          )}
          {report.files.map((file) => (
            <FileReport key={file.name} file={file} />
          ))}
        </>
      ) : null}
    </Page>
  );
}

function Summary({ applied, refused, changes }: { applied: boolean; refused: number; changes: number }) {
  const { t } = useTranslation();
  if (applied) return <Notice tone="good">{t("import.applied", { count: changes })}</Notice>;
  if (refused > 0) return <Notice tone="bad">{t("import.refusedRows", { count: refused })}</Notice>;
  return <Notice>{changes > 0 ? t("import.wouldChange", { count: changes }) : t("import.nothing")}</Notice>;
}
