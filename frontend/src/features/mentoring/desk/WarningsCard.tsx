import { Button } from "@mantine/core";
import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { CalendarWarning } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Pager } from "@/components/Pager";
import { api } from "@/lib/api";
import { useNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { awayText } from "@/lib/time";
import { pageIn, type UrlState } from "@/lib/useUrlState";
import classes from "./desk.module.css";
import { storyOf, useWriteWords } from "./useWriteWords";

const pageSize = 10;

/** What coordinators are to know about calendars without having asked, until one of them has seen to it. */
export function WarningsCard({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = { page: pageIn(url, "warnings"), page_size: pageSize };
  const found = api.useQuery(
    "get",
    "/api/calendar-warnings/",
    { params: { query } },
    { placeholderData: keepPreviousData, refetchInterval: 30_000 },
  );
  const settle = api.useMutation("post", "/api/calendar-warnings/{warning_id}/settle/", {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/calendar-warnings/"] }),
  });
  const rows = found.data?.results ?? [];
  if (rows.length === 0) return <ErrorState error={found.error} onRetry={found.refetch} />;
  return (
    <Card title={t("desk.warnings")}>
      <ErrorState error={settle.error} />
      <ul className={classes.warnings}>
        {rows.map((warning) => (
          <li key={warning.id}>
            <WarningWords warning={warning} />
            <Button
              variant="default"
              loading={settle.isPending && settle.variables.params.path.warning_id === warning.id}
              onClick={() => settle.mutate({ params: { path: { warning_id: warning.id } } })}
            >
              {t("desk.seen")}
            </Button>
          </li>
        ))}
      </ul>
      <Pager
        count={found.data?.count ?? 0}
        pageSize={pageSize}
        url={url}
        name="warnings"
        of={t("desk.warnings")}
      />
    </Card>
  );
}

function WarningWords({ warning: { kind, name, until, raised_at, about } }: { warning: CalendarWarning }) {
  const { t } = useTranslation();
  const { nameOf } = useWriteWords();
  const language = useLanguage();
  const now = useNow();
  const isAhead = until && Date.parse(until) > now.getTime();
  return (
    <div className={classes.words}>
      <p>
        {about ? (
          <>
            <Link to={storyOf(about)}>{nameOf(about)}</Link>:{" "}
          </>
        ) : null}
        {t(`desk.warning.${kind}`, { name: name ?? t("desk.hub") })}
      </p>
      <p className={classes.meta}>
        {awayText(raised_at, now, language)}
        {isAhead ? ` · ${t("desk.until", { when: awayText(until, now, language) })}` : null}
      </p>
    </div>
  );
}
