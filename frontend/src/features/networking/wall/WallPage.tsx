import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { api } from "@/lib/api";
import { allowBell, ringBell } from "@/lib/bell";
import { oldNow } from "@/lib/clock";
import { WallTables } from "./WallTables";

/** For a screen on the wall: who sits where now and who comes next, with a bell when that changes. */
export default function WallPage() {
  const { t } = useTranslation();
  const { slug = "" } = useParams();
  const wall = api.useQuery(
    "get",
    "/api/event-desk/{slug}/wall/",
    { params: { path: { slug } } },
    { refetchInterval: 20_000, meta: oldNow },
  );
  return (
    <Page title={wall.data?.title ?? t("wall.title")} aside={<Bell />} width="wide">
      <ErrorState error={wall.error} onRetry={wall.refetch} />
      {wall.isPending ? <Loading rows={3} /> : null}
      {wall.data ? <WallTables wall={wall.data} /> : null}
    </Page>
  );
}

function Bell() {
  const { t } = useTranslation();
  const [rings, setRings] = useState(false);
  const allow = async () => {
    await allowBell();
    setRings(true);
    ringBell();
  };
  return (
    <Button variant="default" disabled={rings} onClick={allow}>
      {t(rings ? "wall.bellOn" : "wall.bell")}
    </Button>
  );
}
