import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { ProgrammeDesk } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton } from "@/components/LinkButton";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { Tag } from "@/components/Tag";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useUrlState } from "@/lib/useUrlState";
import session from "../../session/session.module.css";
import { stateTones, useDesk } from "../programmes";
import { CopyButton } from "./CopyButton";
import { FeedbackTab } from "./FeedbackTab";
import { FieldsTab } from "./FieldsTab";
import { MilestonesTab } from "./MilestonesTab";
import { PeopleTab } from "./PeopleTab";
import { QuestionsTab } from "./QuestionsTab";
import { StepButtons } from "./StepButtons";
import { joiningFields, policyFields, textFields } from "./specs";

const tabs = ["text", "joining", "policy", "questions", "milestones", "people", "feedback"] as const;
type Tab = (typeof tabs)[number];

/** A programme as coordinators edit it, from draft to closed. */
export default function ProgrammeEditPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { slug = "" } = useParams();
  const url = useUrlState();
  const tab = tabs.find((known) => known === url.get("tab")) ?? "text";
  const found = useDesk(slug);
  const programme = found.data;
  if (!programme)
    return (
      <Page title={t("programmes.desk")}>
        <ErrorState error={found.error} onRetry={found.refetch} />
        {found.isPending ? <Loading rows={3} /> : null}
      </Page>
    );
  return (
    <Page
      title={inLanguage(language, programme.name_ko, programme.name_en)}
      lead={
        <>
          <Tag tone={stateTones[programme.state]}>{t(`programmes.states.${programme.state}`)}</Tag>{" "}
          {t(`programmes.stateLead.${programme.state}`)}
        </>
      }
      aside={
        <>
          {programme.joining === "application" ? (
            <LinkButton to={`/coordinator/programmes/${slug}/applications`} size="md" variant="default">
              {t("programmes.applications", { count: programme.applications_waiting })}
            </LinkButton>
          ) : null}
          <CopyButton programme={programme} />
        </>
      }
    >
      <StepButtons programme={programme} />
      <nav className={session.tabs} aria-label={t("programmes.parts")}>
        {tabs.map((one) => (
          <Link key={one} to={`?tab=${one}`} aria-current={one === tab ? "page" : undefined}>
            {t(`programmes.tabs.${one}`)}
          </Link>
        ))}
      </nav>
      <TabBody key={tab} tab={tab} programme={programme} />
    </Page>
  );
}

function TabBody({ tab, programme }: { tab: Tab; programme: ProgrammeDesk }) {
  const { t } = useTranslation();
  if (tab === "milestones") return <MilestonesTab programme={programme} />;
  if (tab === "people") return <PeopleTab programme={programme} />;
  if (tab === "feedback") return <FeedbackTab programme={programme} />;
  if (tab === "questions")
    return (
      <Stack gap="lg">
        <QuestionsTab programme={programme} use="intake" />
        <QuestionsTab programme={programme} use="feedback" />
      </Stack>
    );
  const specs = { text: textFields, joining: joiningFields, policy: policyFields }[tab];
  return <FieldsTab programme={programme} title={t(`programmes.tabs.${tab}`)} specs={specs} />;
}
