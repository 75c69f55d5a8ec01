import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BookingPage } from "@/api/types";
import { Tag } from "@/components/Tag";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { momentText } from "@/lib/time";
import { placeName } from "@/lib/zones";
import classes from "../events.module.css";
import type { BookingDoor } from "./useBooking";
import { useHours } from "./useHours";

type Booking = BookingPage["bookings"][number];
type BookingRowProps = { booking: Booking; page: BookingPage; door: BookingDoor };

const tones = { asked: "warn", agreed: "good" } as const;

/** One meeting that was asked for: with whom, when, and the tap that answers it. */
export function BookingRow({ booking, page, door }: BookingRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hours = useHours(page);
  const name = inLanguage(language, booking.other.name_ko, booking.other.name_en);
  const isForMe = booking.may.includes("take");
  const tone = booking.state in tones ? tones[booking.state as keyof typeof tones] : "quiet";
  return (
    <article className={classes.profile}>
      <div>
        <h3>{name}</h3>
        <p className={classes.soft}>{booking.other.organisation}</p>
      </div>
      <p>
        <strong>{hours(booking.round)}</strong> {placeName(page.time_zone, language)} ·{" "}
        {t("planner.atTable", { table: booking.table })}{" "}
        <Tag tone={tone}>{isForMe ? t("openSlots.asksYou") : t(`openSlots.states.${booking.state}`)}</Tag>
      </p>
      {booking.word ? <p>“{booking.word}”</p> : null}
      {booking.answer_until && booking.state === "asked" ? (
        <p className={classes.soft}>
          {t("openSlots.until", {
            until: momentText(booking.answer_until, page.time_zone, language),
            zone: placeName(page.time_zone, language),
          })}
        </p>
      ) : null}
      {booking.may.length > 0 ? (
        <div className={classes.deeds}>
          {booking.may.map((deed) => (
            <Button
              key={deed}
              size="md"
              variant={deed === "take" ? "filled" : "default"}
              disabled={door.isBusy}
              aria-label={t(`openSlots.deedOf.${deed}`, { name })}
              onClick={() => void door.answer(booking.id, deed)}
            >
              {t(`openSlots.deeds.${deed}`)}
            </Button>
          ))}
        </div>
      ) : null}
    </article>
  );
}
