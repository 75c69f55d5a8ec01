import { useTranslation } from "react-i18next";
import type { ImportFile, ImportRow } from "@/api/types";
import { Card } from "@/components/Card";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { Tag, type Tone } from "@/components/Tag";
import { useUrlState } from "@/lib/useUrlState";
import classes from "./intake.module.css";

const outcomes = ["add", "change", "same", "refuse"] as const satisfies ImportRow["outcome"][];
const tones: Record<ImportRow["outcome"], Tone> = {
  add: "good",
  change: "accent",
  same: "quiet",
  refuse: "bad",
};

/** What one file would do, row by row, with the column and the reason of every refusal. */
export function FileReport({ file }: { file: ImportFile }) {
  const { t } = useTranslation();
  const url = useUrlState();
  const asked = (["all", ...outcomes] as const).find((outcome) => outcome === url.get("show"));
  const only = asked ?? (file.refused ? "refuse" : "all");
  const counts = { add: file.added, change: file.changed, same: file.same, refuse: file.refused };
  const shown = file.rows.filter((row) => only === "all" || row.outcome === only);
  return (
    <Card title={file.name}>
      <SegmentedFilter
        label={t("import.show")}
        value={only}
        onChange={(show) => url.set({ show })}
        options={[
          { value: "all" as const, label: t("import.all") },
          ...outcomes.map((outcome) => ({
            value: outcome,
            label: `${t(`import.outcomes.${outcome}`)} ${counts[outcome]}`,
          })),
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label={t("import.rows", { name: file.name })} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("import.line")}</th>
              <th scope="col">{t("import.outcome")}</th>
              <th scope="col">{t("import.who")}</th>
              <th scope="col">{t("import.details")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.line}>
                <td>{row.line}</td>
                <td>
                  <Tag tone={tones[row.outcome]}>{t(`import.outcomes.${row.outcome}`)}</Tag>
                </td>
                <td>{row.label}</td>
                <td>
                  <RowDetails row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function RowDetails({ row }: { row: ImportRow }) {
  return (
    <ul>
      {row.problems.map((problem) => (
        <li key={problem.column + problem.code} className={classes.problem}>
          <strong>{problem.column}</strong>: {problem.detail}
        </li>
      ))}
      {row.outcome === "change"
        ? row.changes.map((change) => (
            <li key={change.column}>
              <strong>{change.column}</strong>: {change.before || "–"} → {change.after || "–"}
            </li>
          ))
        : null}
    </ul>
  );
}
