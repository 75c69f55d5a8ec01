import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Pager } from "@/components/Pager";
import { Moment } from "@/components/TimeLine";
import { clockOf, useMe } from "@/features/accounts/me";
import { useTroubleText } from "@/features/calendars/hub/useTroubleText";
import { api } from "@/lib/api";
import { pageIn, type UrlState } from "@/lib/useUrlState";
import classes from "./desk.module.css";
import { ReadAgain } from "./ReadAgain";

const PATH = "/api/calendar-connections/";
const pageSize = 10;
const unread = ["reads_failed", "reads_stale"];

/** Whose connection to Google needs something that only that person can do, or that takes its time. */
export function ConnectionsCard({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  const me = useMe();
  const query = { health: "unhealthy" as const, page: pageIn(url, "people"), page_size: pageSize };
  const found = api.useQuery(
    "get",
    PATH,
    { params: { query } },
    { placeholderData: keepPreviousData, refetchInterval: 30_000 },
  );
  const troubleText = useTroubleText();
  const rows = found.data?.results ?? [];
  if (rows.length === 0) return <ErrorState error={found.error} onRetry={found.refetch} />;
  return (
    <Card title={t("desk.connections")} lead={t("desk.connectionsLead")}>
      <ul className={classes.warnings}>
        {rows.map(({ person, codes, mend, since, last_read_at, waiting, failed }) => (
          <li key={person.id}>
            <div className={classes.words}>
              <strong>{person.name}</strong>
              {codes.map((code) => (
                <p key={code}>{troubleText(code)}</p>
              ))}
              <p className={classes.meta}>
                {mend ? t(`desk.mend.${mend}`, { name: person.name }) : null}
                {since ? (
                  <>
                    {" · "}
                    {t("google.health.written")} <Moment at={since} zone={clockOf(me)} />
                  </>
                ) : null}
                {last_read_at ? (
                  <>
                    {" · "}
                    {t("google.health.read")} <Moment at={last_read_at} zone={clockOf(me)} />
                  </>
                ) : null}
              </p>
            </div>
            <div className={classes.deeds}>
              {codes.some((code) => unread.includes(code)) ? <ReadAgain person={person} /> : null}
              {waiting + failed > 0 ? (
                <Button
                  variant="default"
                  onClick={() => url.set({ person: String(person.id), state: "", q: "" })}
                >
                  {t("desk.ofPerson", { count: waiting + failed })}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <Pager
        count={found.data?.count ?? 0}
        pageSize={pageSize}
        url={url}
        name="people"
        of={t("desk.connections")}
      />
    </Card>
  );
}
