import { useTranslation } from "react-i18next";
import type { SeriesRow } from "@/api/types";
import { Card } from "@/components/Card";
import list from "../list/list.module.css";
import { SeriesRowCard } from "./list/SeriesRowCard";

/** On the home of who asked or watches: regular sessions that wait for an answer. */
export function WaitingSeriesCard({ series }: { series: SeriesRow[] }) {
  const { t } = useTranslation();
  if (series.length === 0) return null;
  return (
    <Card title={t("series.waiting")} lead={t("home.waitingLead")}>
      <ul className={list.list}>
        {series.map((row) => (
          <li key={row.id}>
            <SeriesRowCard series={row} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
