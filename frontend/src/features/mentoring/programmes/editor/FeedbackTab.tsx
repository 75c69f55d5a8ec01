import { Button, Stack } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ProgrammeDesk, SessionFeedback } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { Loading } from "@/components/Loading";
import { Pager } from "@/components/Pager";
import { useMomentInWords } from "@/components/TimeLine";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useUrlState } from "@/lib/useUrlState";
import { useAnswerText } from "../own/useAnswerText";
import classes from "../programmes.module.css";

const pageSize = 20;

/** What people answered after the programme's sessions. */
export function FeedbackTab({ programme }: { programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  const url = useUrlState();
  const { slug } = programme;
  const query = { q: url.get("q") || undefined, page: url.page, page_size: pageSize };
  const found = api.useQuery(
    "get",
    "/api/programme-desk/{slug}/feedback/",
    { params: { path: { slug }, query } },
    { placeholderData: keepPreviousData },
  );
  const count = found.data?.count ?? 0;
  const file = (
    <Button component="a" variant="default" href={`/api/programme-desk/${slug}/feedback/export.csv`} download>
      {t("feedback.export")}
    </Button>
  );
  return (
    <Stack gap="lg">
      <Card title={t("feedback.all")} lead={t("feedback.allLead")} aside={count > 0 ? file : null}>
        <SearchFilter url={url} label={t("pairs.search")} />
        <p role="status">{found.data ? t("feedback.found", { count }) : t("common.loading")}</p>
        <ErrorState error={found.error} onRetry={found.refetch} />
        {found.isPending ? <Loading rows={3} height={96} /> : null}
        {found.data && count === 0 ? (
          <EmptyState icon="check" title={t("feedback.none")} text={t("feedback.noneHint")} />
        ) : null}
      </Card>
      {found.data?.results.map((row) => (
        <SessionAnswers key={row.session} row={row} />
      ))}
      <Pager count={count} pageSize={pageSize} url={url} />
    </Stack>
  );
}

function SessionAnswers({ row }: { row: SessionFeedback }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = useAnswerText();
  const moment = useMomentInWords();
  const zone = useOwnClock();
  const company = inLanguage(language, row.startup.name_ko, row.startup.name_en);
  // The same two meet many times: the hour tells one card from another.
  const title = `${company} × ${row.expert.name} · ${moment(row.starts_at, zone)}`;
  return (
    <Card title={title} lead={<Link to={`/sessions/${row.session}`}>{t("feedback.toSession")}</Link>}>
      <Stack gap="lg">
        {row.given.map((given) => (
          <div key={given.by_name + given.at}>
            <h3>
              {given.by_name} · {t(`pairs.sides.${given.side}`)}
            </h3>
            <dl className={classes.answers}>
              {given.answers.map(({ question, value }) => (
                <div key={question.id}>
                  <dt>{inLanguage(language, question.title_ko, question.title_en)}</dt>
                  <dd>{text(question, value)}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </Stack>
    </Card>
  );
}
