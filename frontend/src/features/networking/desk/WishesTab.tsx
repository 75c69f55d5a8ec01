import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { CheckFilter } from "@/components/filters/CheckFilter";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { Loading } from "@/components/Loading";
import { Pager } from "@/components/Pager";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useUrlState } from "@/lib/useUrlState";
import classes from "../events.module.css";

const pageSize = 30;
const kinds = ["startup", "contact"] as const;
const orderings = ["-got_must", "-mutual", "-gave_must"] as const;
const figures = ["gave_must", "gave_like", "gave_no", "got_must", "got_like", "mutual"] as const;

/** How many wishes each guest gave and got: who is wanted by all, and who has said nothing yet. */
export function WishesTab({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const url = useUrlState();
  const ordering = orderings.find((known) => known === url.get("ordering"));
  const query = {
    kind: kinds.find((known) => known === url.get("kind")),
    silent: url.get("silent") === "true" || undefined,
    q: url.get("q") || undefined,
    ordering: ordering ? [ordering] : undefined,
    page: url.page,
    page_size: pageSize,
  };
  const found = api.useQuery(
    "get",
    "/api/event-desk/{slug}/wishes/",
    { params: { path: { slug }, query } },
    { placeholderData: keepPreviousData },
  );
  const count = found.data?.count ?? 0;
  return (
    <Card title={t("events.tabs.wishes")} lead={t("events.wishesDeskLead")}>
      <search className={classes.filters}>
        <SearchFilter url={url} label={t("events.searchGuests")} />
        <SelectFilter
          url={url}
          name="kind"
          label={t("events.kind")}
          any={t("events.all")}
          options={kinds.map((value) => ({ value, label: t(`events.kinds.${value}`) }))}
        />
        <SelectFilter
          url={url}
          name="ordering"
          label={t("events.order")}
          any={t("events.orders.none")}
          options={orderings.map((value) => ({
            value,
            label: t(`events.orders.${value.slice(1) as "mutual"}`),
          }))}
        />
        <CheckFilter url={url} name="silent" label={t("events.silent")} />
      </search>
      <p role="status">{found.data ? t("events.guestsFound", { count }) : t("common.loading")}</p>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={80} /> : null}
      {found.data && count === 0 ? (
        <EmptyState icon="people" title={t("events.noGuests")} text={t("events.noGuestsHint")} />
      ) : null}
      {count > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
        <section className={classes.scroll} aria-label={t("events.guestsFound", { count })} tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{t("events.guest")}</th>
                {figures.map((figure) => (
                  <th key={figure}>{t(`events.figures.${figure}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.data?.results.map((row) => (
                <tr key={row.id}>
                  <td>
                    <strong>{inLanguage(language, row.name_ko, row.name_en)}</strong>
                    <div className={classes.soft}>{t(`events.kinds.${row.kind}`)}</div>
                  </td>
                  {figures.map((figure) => (
                    <td key={figure}>{row[figure]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <Pager count={count} pageSize={pageSize} url={url} />
    </Card>
  );
}
