import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import { LinkRow } from "./LinkRow";
import classes from "./links.module.css";
import { NewLinkForm } from "./NewLinkForm";

const pageSize = 20;

/** The public links that somebody keeps: to own hours, or to the whole hub's for coordinators. */
export default function LinksPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const query = { page: url.page, page_size: pageSize };
  const links = api.useQuery("get", "/api/public-links/", { params: { query } });
  const reread = () => void links.refetch();
  if (links.isLoadingError)
    return (
      <Page title={t("links.title")} width="text">
        <ErrorState error={links.error} onRetry={links.refetch} />
      </Page>
    );
  return (
    <Page title={t("links.title")} lead={t("links.lead")} width="text">
      <NewLinkForm onMade={reread} />
      <Card title={t("links.yours")}>
        <ErrorState error={links.error} onRetry={links.refetch} />
        {links.isPending ? <Loading rows={2} height={96} /> : null}
        {links.data?.count === 0 ? (
          <EmptyState icon="link" title={t("links.none")} text={t("links.noneHint")} />
        ) : null}
        <ul className={classes.rows}>
          {links.data?.results.map((link) => (
            <LinkRow key={link.id} link={link} onChanged={reread} />
          ))}
        </ul>
        <Pager count={links.data?.count ?? 0} pageSize={pageSize} url={url} />
      </Card>
    </Page>
  );
}
