import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import classes from "../programmes.module.css";
import { ProgrammeCard } from "./ProgrammeCard";

const pageSize = 20;

/** What the reader takes part in, or can. */
export default function ProgrammesPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const query = { page: url.page, page_size: pageSize };
  const found = api.useQuery("get", "/api/me/programmes/", { params: { query } });
  const count = found.data?.count ?? 0;
  return (
    <Page title={t("programmes.title")} lead={t("programmes.lead")}>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={3} height={140} /> : null}
      {found.data && count === 0 ? (
        <EmptyState
          icon="people"
          title={t("programmes.noneOffered")}
          text={t("programmes.noneOfferedHint")}
        />
      ) : null}
      <ul className={classes.list}>
        {found.data?.results.map((programme) => (
          <li key={programme.slug}>
            <ProgrammeCard programme={programme} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
    </Page>
  );
}
