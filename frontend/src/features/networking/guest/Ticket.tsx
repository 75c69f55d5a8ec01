import { useTranslation } from "react-i18next";
import type { GuestPage } from "@/api/types";
import classes from "../events.module.css";

/** The ticket: a QR code that the desk reads, black on white whatever the theme. */
export function Ticket({ ticket }: { ticket: NonNullable<GuestPage["ticket"]> }) {
  const { t } = useTranslation();
  return (
    <div className={classes.ticket}>
      <svg
        className={classes.qr}
        viewBox={`0 0 ${ticket.side} ${ticket.side}`}
        role="img"
        aria-label={t("events.ticketCode")}
        shapeRendering="crispEdges"
      >
        <path d={ticket.path} fill="#000000" />
      </svg>
      <p className={classes.soft}>{t("events.ticketHint")}</p>
    </div>
  );
}
