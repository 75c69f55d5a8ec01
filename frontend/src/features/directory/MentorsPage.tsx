import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { api } from "@/lib/api";
import { useUrlState } from "@/lib/useUrlState";
import classes from "./directory.module.css";
import { MentorCard } from "./MentorCard";
import { MentorFilters } from "./MentorFilters";

const pageSize = 24;

export default function MentorsPage() {
  const { t } = useTranslation();
  const url = useUrlState();
  const optional = (name: string) => url.get(name) || undefined;
  const query = {
    programme: optional("need"),
    topic: optional("topic"),
    language: optional("language"),
    q: optional("q"),
    page: url.page,
    page_size: pageSize,
  };
  const experts = api.useQuery(
    "get",
    "/api/experts/",
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const count = experts.data?.count ?? 0;
  const cardSearch = query.programme ? `?programme=${query.programme}` : "";
  return (
    <Page
      title={t("mentors.title")}
      lead={t("mentors.lead")}
      aside={
        <LinkButton to="/mentors/free" size="md" variant="default">
          {t("find.title")}
        </LinkButton>
      }
    >
      <MentorFilters url={url} />
      <p role="status">{experts.data ? t("mentors.found", { count }) : t("common.loading")}</p>
      <ErrorState error={experts.error} onRetry={experts.refetch} />
      {experts.isPending ? <Loading rows={3} height={180} /> : null}
      {experts.data && count === 0 ? (
        <EmptyState
          icon="search"
          title={t("mentors.none")}
          text={t("mentors.noneHint")}
          action={
            <Button variant="default" onClick={() => url.set({ need: "", topic: "", language: "", q: "" })}>
              {t("common.clearFilters")}
            </Button>
          }
        />
      ) : null}
      <ul className={classes.grid}>
        {experts.data?.results.map((expert) => (
          <li key={expert.id}>
            <MentorCard expert={expert} search={cardSearch} />
          </li>
        ))}
      </ul>
      <Pager count={count} pageSize={pageSize} url={url} />
    </Page>
  );
}
