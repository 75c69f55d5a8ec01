import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { isCoordinator, useMeQuery } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { OutboxCard } from "./OutboxCard";
import { useCheckIns } from "./useCheckIns";

/** Where the QR code of a ticket leads: a desk that is signed in checks the guest in, others are told to show it. */
export default function TicketPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const me = useMeQuery();
  const isDesk = me.data ? isCoordinator(me.data) : false;
  const found = api.useQuery(
    "get",
    "/api/tickets/{code}/",
    { params: { path: { code } } },
    { enabled: isDesk },
  );
  return (
    <Page title={t("day.ticket")} width="text">
      {me.isPending ? <Loading rows={1} /> : null}
      {!me.isPending && !isDesk ? <Notice>{t("day.showIt")}</Notice> : null}
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.data ? <Arrival slug={found.data.slug} code={code} /> : null}
    </Page>
  );
}

function Arrival({ slug, code }: { slug: string; code: string }) {
  const { t } = useTranslation();
  const checkIns = useCheckIns(slug);
  const name = t("day.ticketOf", { end: code.slice(-4) });
  const { arrive } = checkIns;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ticket that was opened, once
  useEffect(() => arrive({ ticket: code, name }), [code]);
  if (checkIns.waiting.length > 0) return <OutboxCard waiting={checkIns.waiting} />;
  return <Navigate to={`/coordinator/events/${slug}/day?q=${code.slice(-4)}`} replace />;
}
