import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DeskBooking, EventDesk } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Loading } from "@/components/Loading";
import { Pager } from "@/components/Pager";
import { Tag } from "@/components/Tag";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { momentText } from "@/lib/time";
import { useUrlState } from "@/lib/useUrlState";
import { placeName } from "@/lib/zones";
import classes from "../events.module.css";
import { usePlansChanged } from "../plan/plans";

const pageSize = 30;
const states = ["asked", "agreed", "declined", "withdrawn", "lapsed", "cancelled", "called_off"] as const;
const tones = { asked: "warn", agreed: "good" } as const;

/** What guests asked one another and agreed themselves; the hub can call it off. */
export function BookingsTab({ event }: { event: EventDesk }) {
  const { t } = useTranslation();
  const url = useUrlState();
  const state = states.find((known) => known === url.get("state"));
  const round = event.round_times.find(({ number }) => String(number) === url.get("round"));
  const query = {
    state: state ? [state] : undefined,
    round: round?.number,
    q: url.get("q") || undefined,
    page: url.page,
    page_size: pageSize,
  };
  const found = api.useQuery(
    "get",
    "/api/event-desk/{slug}/bookings/",
    { params: { path: { slug: event.slug }, query } },
    { placeholderData: keepPreviousData },
  );
  const count = found.data?.count ?? 0;
  return (
    <Card title={t("events.tabs.bookings")} lead={t(`events.bookingsLead.${event.booking}`)}>
      <search className={classes.filters}>
        <SearchFilter url={url} label={t("openSlots.search")} />
        <SelectFilter
          url={url}
          name="state"
          label={t("events.state")}
          any={t("events.all")}
          options={states.map((value) => ({ value, label: t(`openSlots.states.${value}`) }))}
        />
        <SelectFilter
          url={url}
          name="round"
          label={t("events.round")}
          any={t("events.all")}
          options={event.round_times.map(({ number }) => ({
            value: String(number),
            label: t("planner.round", { number }),
          }))}
        />
      </search>
      <p role="status">{found.data ? t("events.bookingsFound", { count }) : t("common.loading")}</p>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={60} /> : null}
      {found.data && count === 0 ? (
        <EmptyState icon="people" title={t("events.noBookings")} text={t("events.noBookingsHint")} />
      ) : null}
      {count > 0 ? <Rows event={event} rows={found.data?.results ?? []} /> : null}
      <Pager count={count} pageSize={pageSize} url={url} />
    </Card>
  );
}

function Rows({ event, rows }: { event: EventDesk; rows: readonly DeskBooking[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const onSuccess = usePlansChanged();
  const off = api.useMutation("post", "/api/event-desk/{slug}/bookings/{booking_id}/call-off/", {
    onSuccess,
  });
  const zone = event.time_zone;
  const nameOf = (guest: DeskBooking["startup"]) => inLanguage(language, guest.name_ko, guest.name_en);
  const callOff = async (row: DeskBooking, names: string) => {
    if (!window.confirm(t("events.callOffConfirm", { names }))) return;
    const path = { slug: event.slug, booking_id: row.id };
    if (await off.mutateAsync({ params: { path } }).catch(() => null)) tell(t("events.calledOff"));
  };
  return (
    <div className={classes.scroll}>
      <ErrorState error={off.error} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t("events.whoMeets")}</th>
            <th>{t("events.roundIn", { place: placeName(zone, language) })}</th>
            <th>{t("planner.table")}</th>
            <th>{t("events.state")}</th>
            <th>{t("events.deeds")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const sides = row.is_by_contact ? [row.contact, row.startup] : [row.startup, row.contact];
            const names = sides.map(nameOf).join(" – ");
            const isStanding = row.state === "asked" || row.state === "agreed";
            return (
              <tr key={row.id}>
                <td>
                  <strong>{names}</strong>
                  <div className={classes.soft}>
                    {row.contact.organisation} · {t("events.askedBy", { name: sides.map(nameOf)[0] ?? "" })}
                  </div>
                </td>
                <td>
                  {t("planner.round", { number: row.round })}
                  <div className={classes.soft}>{momentText(row.starts_at, zone, language)}</div>
                </td>
                <td>{row.table}</td>
                <td>
                  <Tag tone={row.state in tones ? tones[row.state as keyof typeof tones] : "quiet"}>
                    {t(`openSlots.states.${row.state}`)}
                  </Tag>
                </td>
                <td>
                  {isStanding ? (
                    <Button
                      size="xs"
                      variant="default"
                      disabled={off.isPending}
                      aria-label={`${t("events.callOff")}: ${names}`}
                      onClick={() => void callOff(row, names)}
                    >
                      {t("events.callOff")}
                    </Button>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
