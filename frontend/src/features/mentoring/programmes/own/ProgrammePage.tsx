import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { OfferedProgrammeDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { isGuest, useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { datesText } from "@/lib/time";
import { useOffered } from "../programmes";
import classes from "../programmes.module.css";
import { ApplyCard } from "./ApplyCard";
import { ConflictsCard } from "./ConflictsCard";
import { GivingCard } from "./GivingCard";
import { InvitationCard } from "./InvitationCard";
import { SentCard } from "./SentCard";
import { StandingTags } from "./StandingTags";
import { useLeaving } from "./useLeaving";

/** A programme as somebody sees it who takes part, or can: read about it, answer, apply, give. */
export default function ProgrammePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { slug = "" } = useParams();
  const found = useOffered(slug);
  const programme = found.data;
  if (!programme)
    return (
      <Page title={t("programmes.title")} width="text">
        <ErrorState error={found.error} onRetry={found.refetch} />
        {found.isPending ? <Loading rows={3} /> : null}
      </Page>
    );
  return (
    <Page
      title={inLanguage(language, programme.name_ko, programme.name_en)}
      lead={<StandingTags programme={programme} />}
      width="text"
    >
      <AboutCard programme={programme} />
      <Deeds programme={programme} />
    </Page>
  );
}

function Deeds({ programme }: { programme: OfferedProgrammeDetail }) {
  const me = useMe();
  const { may } = programme;
  return (
    <>
      {may.includes("answer") ? <InvitationCard programme={programme} saysYes={!isGuest(me)} /> : null}
      {may.includes("apply") ? <ApplyCard programme={programme} /> : <SentCard programme={programme} />}
      {may.includes("give") ? (
        <>
          <GivingCard programme={programme} />
          <ConflictsCard />
        </>
      ) : null}
      {may.includes("leave") ? <LeaveButton slug={programme.slug} /> : null}
    </>
  );
}

function AboutCard({ programme }: { programme: OfferedProgrammeDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { starts_on, ends_on, milestones } = programme;
  return (
    <Card title={t("programmes.about")}>
      <Stack gap="sm">
        <p>{inLanguage(language, programme.summary_ko, programme.summary_en)}</p>
        <p className={classes.soft}>
          {starts_on && ends_on ? `${datesText(starts_on, ends_on, language)} · ` : null}
          {t("booking.minutes", { count: programme.session_minutes })} ·{" "}
          {t(`programmes.options.pairing.${programme.pairing}`)}
        </p>
        {milestones.length > 0 ? (
          <>
            <h3>{t("programmes.tabs.milestones")}</h3>
            <ul className={classes.milestones}>
              {milestones.map((one) => (
                <li key={one.title_en}>
                  {inLanguage(language, one.title_ko, one.title_en)}{" "}
                  {one.due_weeks ? (
                    <span className={classes.soft}>
                      {t("programmes.afterWeeks", { count: one.due_weeks })}
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Stack>
    </Card>
  );
}

function LeaveButton({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const { leave, asks, setAsks } = useLeaving(slug);
  return (
    <div>
      <ErrorState error={leave.error} />
      <Button
        variant="default"
        size="md"
        loading={leave.isPending}
        onClick={() => (asks ? leave.mutate({ params: { path: { slug } } }) : setAsks(true))}
      >
        {t(asks ? "programmes.leaveSure" : "programmes.leave")}
      </Button>
    </div>
  );
}
