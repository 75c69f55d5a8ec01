import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { SegmentedFilter } from "@/components/SegmentedFilter";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useUrlState } from "@/lib/useUrlState";
import { AcquaintanceRow } from "./AcquaintanceRow";
import classes from "./after.module.css";
import { FeedbackCard } from "./FeedbackCard";
import { FollowUpsCard } from "./FollowUpsCard";
import type { AfterDoor } from "./useAfter";
import type { FollowUps } from "./useFollowUps";

const views = ["all", "follow_up", "in_touch"] as const;

type AfterBodyProps = {
  door: AfterDoor;
  /** Below which address the guest's papers are. */
  papers: string;
  sessions: FollowUps;
};

/** Whom one has met, with marks and contacts, and how it was. */
export function AfterBody({ door, papers, sessions }: AfterBodyProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const url = useUrlState();
  const view = views.find((known) => known === url.get("view")) ?? "all";
  const { data, error, isPending, refetch } = door.found;
  const shown = data?.others.filter(
    (one) => view === "all" || (view === "in_touch" ? one.in_touch : one.mark === "follow_up"),
  );
  return (
    <Page
      title={t("after.title")}
      lead={data ? inLanguage(language, data.title_ko, data.title_en) : null}
      width="text"
    >
      <ErrorState error={error ?? door.error} onRetry={() => void refetch()} />
      {isPending ? <Loading rows={3} /> : null}
      {data && !data.has_begun ? <Notice>{t("after.notYet")}</Notice> : null}
      {data?.has_begun ? (
        <>
          <Card title={t("after.people")} lead={t("after.peopleLead")}>
            <SegmentedFilter
              label={t("day.show")}
              value={view}
              options={views.map((value) => ({ value, label: t(`after.views.${value}`) }))}
              onChange={(value) => url.set({ view: value === "all" ? "" : value })}
            />
            {shown?.length === 0 ? (
              <EmptyState icon="people" title={t("after.nobody")} text={t("after.nobodyHint")} />
            ) : null}
            <ul className={classes.list}>
              {shown?.map((one) => (
                <AcquaintanceRow key={one.id} one={one} door={door} sessions={sessions} />
              ))}
            </ul>
          </Card>
          <FollowUpsCard sessions={sessions} />
          {data.has_certificate ? (
            <Card title={t("after.certificate")}>
              <Button component="a" variant="default" href={`${papers}/certificate.pdf`}>
                {t("after.fetchCertificate")}
              </Button>
            </Card>
          ) : null}
          <FeedbackCard feedback={data.feedback} onTell={door.tell} />
        </>
      ) : null}
    </Page>
  );
}
