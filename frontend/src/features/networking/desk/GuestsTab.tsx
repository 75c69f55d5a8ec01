import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventDesk, EventRegistration } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Loading } from "@/components/Loading";
import { Pager } from "@/components/Pager";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { registrationStates } from "../events";
import classes from "../events.module.css";
import { ApprovalBar } from "./ApprovalBar";
import { GuestRows } from "./GuestRows";
import { InviteDialog } from "./InviteDialog";
import { RenewLinkDialog } from "./RenewLinkDialog";
import { useApproval } from "./useApproval";

const pageSize = 30;
const guestKinds = ["startup", "contact"] as const;

/** Who registered for an event, who is invited, and who waits for a decision. */
export function GuestsTab({ event }: { event: EventDesk }) {
  const { t } = useTranslation();
  const url = useUrlState();
  const [isInviting, setInviting] = useState(false);
  const [renewed, setRenewed] = useState<EventRegistration | null>(null);
  const approval = useApproval(event.slug);
  const state = registrationStates.find((known) => known === url.get("state"));
  const query = {
    state: state ? [state] : undefined,
    kind: guestKinds.find((known) => known === url.get("kind")),
    q: url.get("q") || undefined,
    page: url.page,
    page_size: pageSize,
  };
  const found = api.useQuery(
    "get",
    "/api/event-desk/{slug}/registrations/",
    { params: { path: { slug: event.slug }, query } },
    { placeholderData: keepPreviousData },
  );
  const count = found.data?.count ?? 0;
  const isOver = event.state === "done" || event.state === "cancelled";
  const invite = isOver ? null : (
    <Button size="md" onClick={() => setInviting(true)}>
      {t("events.invite")}
    </Button>
  );
  return (
    <Card title={t("events.tabs.guests")} aside={invite}>
      <search className={classes.filters}>
        <SearchFilter url={url} label={t("events.searchGuests")} />
        <SelectFilter
          url={url}
          name="state"
          label={t("events.state")}
          any={t("events.all")}
          options={registrationStates.map((value) => ({
            value,
            label: t(`events.registrationStates.${value}`),
          }))}
        />
        <SelectFilter
          url={url}
          name="kind"
          label={t("events.kind")}
          any={t("events.all")}
          options={guestKinds.map((value) => ({ value, label: t(`events.kinds.${value}`) }))}
        />
      </search>
      <p role="status">{found.data ? t("events.guestsFound", { count }) : t("common.loading")}</p>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={80} /> : null}
      {found.data && count === 0 ? (
        <EmptyState icon="people" title={t("events.noGuests")} text={t("events.noGuestsHint")} />
      ) : null}
      {count > 0 ? (
        <GuestRows
          event={event}
          rows={found.data?.results ?? []}
          chosen={approval.chosen}
          onChoose={approval.choose}
          onRenew={setRenewed}
        />
      ) : null}
      <ApprovalBar approval={approval} rows={found.data?.results ?? []} />
      <Pager count={count} pageSize={pageSize} url={url} />
      {renewed ? <RenewLinkDialog slug={event.slug} row={renewed} onClose={() => setRenewed(null)} /> : null}
      {isInviting ? <InviteDialog slug={event.slug} onClose={() => setInviting(false)} /> : null}
    </Card>
  );
}
