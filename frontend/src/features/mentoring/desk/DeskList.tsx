import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Pager } from "@/components/Pager";
import type { UrlState } from "@/lib/useUrlState";
import classes from "./desk.module.css";

type DeskListProps<Row extends { id: number }> = {
  url: UrlState;
  /** One page of what was found; undefined while it is read. */
  page: { count: number; results: Row[] } | undefined;
  pageSize: number;
  /** How many were found, in words. */
  found: (count: number) => string;
  none: { title: string; text: string };
  error: unknown;
  onReread: () => void;
  /** How many a try can help, and the try. */
  helpable: number;
  isRetrying: boolean;
  onRetryAll: () => void;
  children: (row: Row) => ReactNode;
};

/** What coordinators look through and try again: how many there are, all of them at once, and each in its row. */
export function DeskList<Row extends { id: number }>(props: DeskListProps<Row>) {
  const { url, page, pageSize, found, none, error, onReread, helpable, isRetrying, onRetryAll, children } =
    props;
  const { t } = useTranslation();
  const count = page?.count ?? 0;
  return (
    <>
      <div className={classes.found}>
        <p role="status">{page ? found(count) : t("common.loading")}</p>
        {url.get("person") ? (
          <Button variant="subtle" onClick={() => url.set({ person: "" })}>
            {t("desk.everybody")}
          </Button>
        ) : null}
        {helpable > 0 ? (
          <Button size="md" loading={isRetrying} onClick={onRetryAll}>
            {t("desk.retryAll", { count: helpable })}
          </Button>
        ) : null}
      </div>
      <ErrorState error={error} onRetry={onReread} />
      {page || error ? null : <Loading rows={3} height={132} />}
      {page && count === 0 ? <EmptyState icon="check" {...none} /> : null}
      <ul className={classes.list}>
        {page?.results.map((row) => (
          <li key={row.id}>{children(row)}</li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
    </>
  );
}
