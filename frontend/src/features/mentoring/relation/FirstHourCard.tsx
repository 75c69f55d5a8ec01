import { Button, Group, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Pair } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { TwoClocks } from "@/components/TwoClocks";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useSessionChanged } from "../sessions";
import { TermsForm } from "./TermsForm";

const path = "/api/relations/{relation_id}/first-hour/";

/** Whether the two have neither met nor agreed on when. */
export function meetsFirst({ state, sessions, agreement, proposal }: Pair): boolean {
  return state === "active" && !sessions.length && !agreement && !proposal;
}

/** The hour that came with the offer, or the next that suits both: to book as it is, or to meet at regularly. */
export function FirstHourCard({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const params = { params: { path: { relation_id: pair.id } } };
  const { data, error, refetch, isPending } = api.useQuery("get", path, params);
  const first = data?.suggestion ?? null;
  const told = first?.is_as_offered ? "asOffered" : "nextFree";
  const lead = first ? t(`pairs.first.${told}`) : isPending ? null : t("pairs.first.none");
  const [here, there] =
    pair.side === "expert"
      ? [first?.expert_time_zone, first?.founder_time_zone]
      : [first?.founder_time_zone, first?.expert_time_zone];
  return (
    <Card title={t("pairs.first.title")} lead={lead}>
      <Stack gap="md">
        <ErrorState error={error} onRetry={refetch} />
        {isPending ? <Loading rows={1} height={96} /> : null}
        {first && here && there ? <TwoClocks at={first.starts_at} here={here} there={there} /> : null}
        {asks ? (
          <TermsForm pair={pair} first={first} onDone={() => setAsks(false)} />
        ) : isPending ? null : ( // the form begins with the hour, and would begin empty before it is known
          <Deeds pair={pair} startsAt={first?.starts_at ?? null} onRegular={() => setAsks(true)} />
        )}
      </Stack>
    </Card>
  );
}

type DeedsProps = { pair: Pair; startsAt: string | null; onRegular: () => void };

function Deeds({ pair, startsAt, onRegular }: DeedsProps) {
  const { t } = useTranslation();
  const isStartup = pair.side === "startup";
  const { book, error, isPending } = useBooking(pair);
  const canBook = startsAt !== null && (isStartup || pair.may.includes("propose"));
  return (
    <>
      {canBook && !isStartup ? <p>{t("pairs.first.bookForBoth")}</p> : null}
      <ErrorState error={error} />
      <Group gap="sm">
        {canBook ? (
          <Button size="md" loading={isPending} onClick={() => book(startsAt)}>
            {t("pairs.first.book")}
          </Button>
        ) : null}
        {pair.may.includes("propose") ? (
          <Button size="md" variant={canBook ? "default" : "filled"} onClick={onRegular}>
            {t("pairs.propose")}
          </Button>
        ) : null}
      </Group>
      {isStartup ? (
        <Link to={`/mentors/${pair.expert.id}?programme=${pair.programme.slug}`}>
          {t("pairs.first.others")}
        </Link>
      ) : null}
    </>
  );
}

/** One tap for either side: a startup goes on to the session, an expert sees it among those of the pair. */
function useBooking(pair: Pair) {
  const { t } = useTranslation();
  const tell = useTell();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const changed = useSessionChanged();
  const request = api.useMutation("post", "/api/sessions/");
  const forBoth = api.useMutation("post", "/api/relations/{relation_id}/sessions/");
  const read = (key: string) => queries.invalidateQueries({ queryKey: ["get", key] });
  const asStartup = async (starts_at: string, goal: string) => {
    const about = { programme: pair.programme.slug, expert: pair.expert.id };
    const body = { ...about, starts_at, goal, questions: "" };
    const session = await request.mutateAsync({ body }).catch(() => null);
    await read(path);
    if (!session) return;
    await changed(session);
    await read("/api/relations/{relation_id}/");
    tell(t(session.state === "confirmed" ? "booking.confirmed" : "booking.sent"));
    navigate(`/sessions/${session.id}`);
  };
  const asExpert = async (starts_at: string, goal: string) => {
    const call = { params: { path: { relation_id: pair.id } }, body: { starts_at, goal } };
    const done = await forBoth.mutateAsync(call).catch(() => null);
    await read(path);
    if (!done) return;
    await read("/api/sessions/");
    await read("/api/relations/{relation_id}/");
    tell(t("pairs.first.bookedForBoth"));
  };
  return {
    book: (starts_at: string) =>
      (pair.side === "startup" ? asStartup : asExpert)(starts_at, t("pairs.first.goal")),
    error: request.error ?? forBoth.error,
    isPending: request.isPending || forBoth.isPending,
  };
}
