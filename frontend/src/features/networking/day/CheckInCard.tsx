import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DoorGuest, EventDoor } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { Tag } from "@/components/Tag";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { timeText } from "@/lib/time";
import type { UrlState } from "@/lib/useUrlState";
import { placeName } from "@/lib/zones";
import { CodeReader } from "./CodeReader";
import classes from "./day.module.css";
import type { CheckIns } from "./useCheckIns";

const states = ["all", "expected", "arrived"] as const;
const most = 100;

type CheckInCardProps = { door: EventDoor; checkIns: CheckIns; url: UrlState };

/** The list at the door: by ticket, or by name. */
export function CheckInCard({ door, checkIns, url }: CheckInCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const state = states.find((known) => known === url.get("guests")) ?? "all";
  const q = url.get("q").trim().toLowerCase();
  const queued = new Set(checkIns.waiting.filter(({ refused }) => !refused).map(({ guest }) => guest));
  const hasCome = (guest: DoorGuest) => guest.arrived_at !== null || queued.has(guest.id);
  const found = door.guests.filter(
    (guest) =>
      `${guest.name} ${guest.company_ko} ${guest.company_en} ${guest.ticket}`.toLowerCase().includes(q) &&
      (state === "all" || hasCome(guest) === (state === "arrived")),
  );
  const arrived = door.guests.filter(hasCome).length;
  return (
    <Card
      title={t("day.checkIn")}
      lead={t("day.clock", { zone: placeName(door.time_zone, language) })}
      aside={<Tag tone="accent">{t("day.arrived", { arrived, all: door.guests.length })}</Tag>}
    >
      <CodeReader
        onCode={(ticket) => checkIns.arrive({ ticket, name: t("day.ticketOf", { end: ticket.slice(-4) }) })}
      />
      <div className={classes.filters}>
        <TextInput
          label={t("day.search")}
          value={url.get("q")}
          onChange={(event) => url.set({ q: event.currentTarget.value })}
        />
        <SegmentedFilter
          label={t("day.show")}
          value={state}
          options={states.map((value) => ({ value, label: t(`day.states.${value}`) }))}
          onChange={(value) => url.set({ guests: value === "all" ? "" : value })}
        />
      </div>
      <ErrorState error={checkIns.undoError} />
      {found.length === 0 ? (
        <EmptyState icon="people" title={t("day.nobody")} text={t("day.nobodyHint")} />
      ) : null}
      <ul className={classes.guests}>
        {found.slice(0, most).map((guest) => (
          <li key={guest.id}>
            <div>
              <strong>{guest.name}</strong>{" "}
              <span className={classes.soft}>
                {inLanguage(language, guest.company_ko, guest.company_en)} · {guest.ticket}
              </span>
              {guest.photo_consent ? null : (
                <span className={classes.soft}>
                  {" "}
                  · {t(guest.photo_consent === null ? "day.picturesUnanswered" : "day.noPictures")}
                </span>
              )}
              {guest.companions.length ? (
                <span className={classes.soft}>
                  {" "}
                  · {t("day.with", { names: guest.companions.join(", ") })}
                </span>
              ) : null}
            </div>
            {hasCome(guest) ? (
              <div className={classes.deeds}>
                <Tag tone={guest.arrived_at ? "good" : "warn"}>
                  {guest.arrived_at ? timeText(guest.arrived_at, door.time_zone, language) : t("day.queued")}
                </Tag>
                {guest.arrived_at ? (
                  <Button
                    size="sm"
                    variant="subtle"
                    aria-label={t("day.undoOf", { name: guest.name })}
                    onClick={() => checkIns.undo(guest.id)}
                  >
                    {t("day.undo")}
                  </Button>
                ) : null}
              </div>
            ) : (
              <Button
                size="sm"
                aria-label={t("day.checkInOf", { name: guest.name })}
                onClick={() => checkIns.arrive({ guest: guest.id, name: guest.name })}
              >
                {t("day.here")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {found.length > most ? (
        <p className={classes.soft}>{t("day.more", { count: found.length - most })}</p>
      ) : null}
    </Card>
  );
}
