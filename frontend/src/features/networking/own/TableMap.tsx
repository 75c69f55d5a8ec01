import { useTranslation } from "react-i18next";
import type { AgendaMeeting } from "@/api/types";
import classes from "./own.module.css";

type TableMapProps = {
  table: AgendaMeeting["table"];
  /** The address of the picture of the room, "" for none. */
  picture: string;
};

/** Where a table stands in the room: on its picture where there is one. */
export function TableMap({ table, picture }: TableMapProps) {
  const { t } = useTranslation();
  const name = t("planner.atTable", { table: table.name || table.number });
  return (
    <div
      className={classes.map}
      data-picture={picture ? true : undefined}
      role="img"
      aria-label={t("own.map", { table: name })}
    >
      {picture ? <img src={picture} alt="" /> : null}
      <span className={classes.spot} style={{ left: `${table.x / 10}%`, top: `${table.y / 10}%` }}>
        {table.number}
      </span>
    </div>
  );
}
