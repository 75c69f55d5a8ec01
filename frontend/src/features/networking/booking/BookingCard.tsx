import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BookingPage } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { placeName } from "@/lib/zones";
import classes from "../events.module.css";
import { BookingRow } from "./BookingRow";
import { type Chosen, FreeGuest } from "./FreeGuest";
import { SureDialog } from "./SureDialog";
import type { BookingDoor } from "./useBooking";

const FEW = 8; // guests shown before one asks for all

/** Meetings that guests arrange themselves: what waits for an answer, and who is free when. */
export function BookingCard({ door }: { door: BookingDoor }) {
  const { page } = door;
  if (!page) return door.pageError ? <ErrorState error={door.pageError} /> : null;
  if (page.policy === "none" || (!page.is_open && page.bookings.length === 0)) return null;
  return (
    <>
      {page.bookings.length > 0 ? <OwnBookings door={door} page={page} /> : null}
      {page.is_open ? <OpenSlots door={door} page={page} /> : null}
    </>
  );
}

function OwnBookings({ door, page }: { door: BookingDoor; page: BookingPage }) {
  const { t } = useTranslation();
  const waiting = page.bookings.filter((one) => one.may.includes("take")).length;
  return (
    <Card
      title={t("openSlots.own")}
      aside={waiting > 0 ? <span role="status">{t("openSlots.waitForYou", { count: waiting })}</span> : null}
    >
      <ErrorState error={door.error} />
      <ul className={classes.profiles}>
        {page.bookings.map((booking) => (
          <li key={booking.id}>
            <BookingRow booking={booking} page={page} door={door} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function OpenSlots({ door, page }: { door: BookingDoor; page: BookingPage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [q, setQ] = useState("");
  const [isAll, setAll] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const nameOf = ({ profile }: BookingPage["guests"][number]) =>
    `${inLanguage(language, profile.guest.name_ko, profile.guest.name_en)} ${profile.guest.organisation}`;
  const found = page.guests.filter((one) => nameOf(one).toLowerCase().includes(q.trim().toLowerCase()));
  const shown = isAll || q ? found : found.slice(0, FEW);
  return (
    <Card
      title={t("openSlots.title")}
      lead={t(page.policy === "at_once" ? "openSlots.leadAtOnce" : "openSlots.leadAsk", {
        zone: placeName(page.time_zone, language),
      })}
    >
      {page.bookings.length === 0 ? <ErrorState error={door.error} /> : null}
      {page.guests.length === 0 ? (
        <EmptyState icon="people" title={t("openSlots.nobody")} text={t("openSlots.nobodyHint")} />
      ) : (
        <div className={classes.profiles}>
          {page.guests.length > FEW ? (
            <TextInput
              size="md"
              type="search"
              aria-label={t("openSlots.search")}
              placeholder={t("openSlots.search")}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
            />
          ) : null}
          <ul className={classes.profiles}>
            {shown.map((one) => (
              <li key={one.profile.id}>
                <FreeGuest free={one} page={page} onChoose={setChosen} />
              </li>
            ))}
          </ul>
          {shown.length === 0 ? <p className={classes.soft}>{t("openSlots.noneFound")}</p> : null}
          {shown.length < found.length ? (
            <button type="button" className={classes.choice} onClick={() => setAll(true)}>
              {t("openSlots.showAll", { count: found.length })}
            </button>
          ) : null}
        </div>
      )}
      {chosen ? <SureDialog chosen={chosen} page={page} door={door} onClose={() => setChosen(null)} /> : null}
    </Card>
  );
}
