import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { SelectFilter } from "@/components/filters/SelectFilter";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { type UrlState, useUrlState } from "@/lib/useUrlState";
import { useDesk } from "../programmes";
import classes from "../programmes.module.css";
import { ApplicationsTable } from "./ApplicationsTable";
import { DecideBar } from "./DecideBar";
import { ReadingPane } from "./ReadingPane";
import { orderings, pageSize, sentStates } from "./review";

/** Everything that was sent to a programme: read one, decide on many. */
export default function ApplicationsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { slug = "" } = useParams();
  const url = useUrlState();
  const [chosen, setChosen] = useState<number[]>([]);
  const programme = useDesk(slug).data;
  const state = sentStates.find((known) => known === url.get("state"));
  const ordering = orderings.find((known) => known === url.get("ordering"));
  const query = {
    state: state ? [state] : undefined,
    q: url.get("q") || undefined,
    ordering: ordering ? [ordering] : undefined,
    page: url.page,
    page_size: pageSize,
  };
  const found = api.useQuery(
    "get",
    "/api/programme-desk/{slug}/applications/",
    { params: { path: { slug }, query } },
    { placeholderData: keepPreviousData },
  );
  const count = found.data?.count ?? 0;
  const reading = Number(url.get("application")) || null;
  const back = (
    <LinkButton to={`/coordinator/programmes/${slug}`} size="md" variant="default">
      {t("programmes.toProgramme")}
    </LinkButton>
  );
  return (
    <Page
      title={t("programmes.review")}
      lead={programme ? inLanguage(language, programme.name_ko, programme.name_en) : null}
      aside={back}
      width="wide"
    >
      <Filters url={url} />
      <p role="status">{found.data ? t("programmes.sentCount", { count }) : t("common.loading")}</p>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} /> : null}
      {found.data && count === 0 ? (
        <EmptyState icon="inbox" title={t("programmes.noneSent")} text={t("programmes.noneSentHint")} />
      ) : null}
      <div className={classes.review}>
        {count > 0 ? (
          <div>
            <DecideBar slug={slug} chosen={chosen} onDone={() => setChosen([])} />
            <ApplicationsTable
              rows={found.data?.results ?? []}
              chosen={chosen}
              reading={reading}
              onChoose={setChosen}
              onRead={(id) => url.set({ application: String(id) }, { keepPage: true })}
            />
            <Pager count={count} pageSize={pageSize} url={url} />
          </div>
        ) : null}
        {reading ? <ReadingPane key={reading} id={reading} /> : null}
      </div>
    </Page>
  );
}

function Filters({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  return (
    <search className={classes.filters}>
      <SearchFilter url={url} label={t("programmes.searchStartups")} />
      <SelectFilter
        url={url}
        name="state"
        label={t("programmes.state")}
        any={t("programmes.all")}
        options={sentStates.map((value) => ({ value, label: t(`programmes.applicationStates.${value}`) }))}
      />
      <SelectFilter
        url={url}
        name="ordering"
        label={t("programmes.order")}
        any={t("programmes.orders.submitted_at")}
        options={orderings.map((value) => ({
          value,
          label: t(`programmes.orders.${value === "-score" ? "score" : value}`),
        }))}
      />
    </search>
  );
}
