import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Topic } from "@/api/types";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SearchFilter } from "@/components/filters/SearchFilter";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useUrlState } from "@/lib/useUrlState";
import { useTopics } from "../queries";
import { NewTopicDialog } from "./NewTopicDialog";
import { TopicDialog } from "./TopicDialog";
import classes from "./topics.module.css";

/** The vocabulary that companies, experts, programmes and pairing share, as coordinators tidy it. */
export default function TopicsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const url = useUrlState();
  const topics = useTopics();
  const [isNew, setNew] = useState(false);
  const [opened, setOpened] = useState<Topic | null>(null);
  const words = url.get("q").trim().toLowerCase();
  const found = (topics.data ?? []).filter(({ slug, name_ko, name_en }) =>
    `${slug} ${name_ko} ${name_en}`.toLowerCase().includes(words),
  );
  const add = <Button onClick={() => setNew(true)}>{t("topics.new")}</Button>;
  const back = <Link to="/coordinator/programmes">{t("programmes.desk")}</Link>;
  return (
    <Page title={t("topics.title")} lead={back} aside={add}>
      <Card title={t("topics.all")} lead={t("topics.lead")}>
        <SearchFilter url={url} label={t("topics.search")} />
        <p role="status">{topics.data ? t("topics.found", { count: found.length }) : t("common.loading")}</p>
        <ErrorState error={topics.error} onRetry={topics.refetch} />
        {topics.isPending ? <Loading rows={4} /> : null}
        {topics.data && found.length === 0 ? (
          <EmptyState icon="check" title={t("topics.none")} text={t("topics.noneHint")} />
        ) : null}
        <ul className={classes.list}>
          {found.map((topic) => (
            <li key={topic.slug}>
              <span>
                <strong>{inLanguage(language, topic.name_ko, topic.name_en)}</strong>{" "}
                <span className={classes.soft}>
                  {inLanguage(language, topic.name_en, topic.name_ko)} · {topic.slug}
                </span>
              </span>
              <Button
                variant="default"
                aria-label={t("topics.editNamed", {
                  name: inLanguage(language, topic.name_ko, topic.name_en),
                })}
                onClick={() => setOpened(topic)}
              >
                {t("topics.edit")}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
      {isNew ? <NewTopicDialog onClose={() => setNew(false)} /> : null}
      {opened ? (
        <TopicDialog topic={opened} topics={topics.data ?? []} onClose={() => setOpened(null)} />
      ) : null}
    </Page>
  );
}
