import { Checkbox, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProgrammeApplicationRow } from "@/api/types";
import { Tag } from "@/components/Tag";
import { clockOf, useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { dayText } from "@/lib/time";
import classes from "../programmes.module.css";
import { applicationTones, isDecidable } from "./review";

type ApplicationsTableProps = {
  rows: ProgrammeApplicationRow[];
  chosen: number[];
  reading: number | null;
  onChoose: (ids: number[]) => void;
  onRead: (id: number) => void;
};

/** One page of applications; those that can be decided can be chosen. */
export function ApplicationsTable({ rows, chosen, reading, onChoose, onRead }: ApplicationsTableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const decidable = rows.filter(isDecidable).map(({ id }) => id);
  const areAll = decidable.length > 0 && decidable.every((id) => chosen.includes(id));
  const choose = (id: number, isChosen: boolean) =>
    onChoose(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>
            <Checkbox
              size="md"
              aria-label={t("programmes.chooseAll")}
              checked={areAll}
              onChange={({ currentTarget: { checked } }) => onChoose(checked ? decidable : [])}
            />
          </th>
          <th>{t("programmes.startup")}</th>
          <th>{t("programmes.state")}</th>
          <th>{t("programmes.score")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = inLanguage(language, row.startup.name_ko, row.startup.name_en);
          return (
            <tr key={row.id} data-reading={row.id === reading || undefined}>
              <td>
                {isDecidable(row) ? (
                  <Checkbox
                    size="md"
                    aria-label={t("programmes.chooseNamed", { name })}
                    checked={chosen.includes(row.id)}
                    onChange={({ currentTarget: { checked } }) => choose(row.id, checked)}
                  />
                ) : null}
              </td>
              <td>
                <button type="button" onClick={() => onRead(row.id)}>
                  <VisuallyHidden>{t("programmes.read")} </VisuallyHidden>
                  {name}
                </button>
                {row.submitted_at ? (
                  <div className={classes.soft}>{dayText(row.submitted_at, clockOf(me), language)}</div>
                ) : null}
              </td>
              <td>
                <Tag tone={applicationTones[row.state]}>{t(`programmes.applicationStates.${row.state}`)}</Tag>
              </td>
              <td>{row.score ?? "–"}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
