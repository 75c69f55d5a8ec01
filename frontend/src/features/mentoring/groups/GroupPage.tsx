import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import type { GroupDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { Avatar } from "@/features/directory/Avatar";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { StoryTabs } from "../story/StoryTabs";
import { GroupStory } from "./GroupStory";
import { groupZones, runsIt, takesPart, titleOf, useGroup } from "./groups";
import classes from "./groups.module.css";
import { HostCard } from "./HostCard";
import { ParticipantsCard } from "./ParticipantsCard";
import { PlaceCard } from "./PlaceCard";
import { PlaceTag } from "./PlaceTag";
import { SeatsBar } from "./SeatsBar";
import { WhenCard } from "./WhenCard";

function GroupBody({ group }: { group: GroupDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const zones = groupZones(group, me);
  const runs = runsIt(group, me);
  const summary = inLanguage(language, group.summary_ko, group.summary_en);
  return (
    <div className={classes.columns}>
      <div>
        <WhenCard group={group} {...zones} takesPart={takesPart(group, me)} />
      </div>
      <div className={classes.side}>
        <Card title={t("groups.seats")}>
          <SeatsBar group={group} />
        </Card>
        {runs ? null : <PlaceCard group={group} />}
        {group.may.includes("cancel") ? <HostCard group={group} /> : null}
      </div>
      <div>
        <Card title={t("groups.about")}>
          <div className={classes.host}>
            <Avatar name={group.expert.name} large />
            <div>
              {runs ? group.expert.name : <Link to={`/mentors/${group.expert.id}`}>{group.expert.name}</Link>}
              <small>{group.expert.organisation}</small>
            </div>
          </div>
          {summary ? <p className={classes.summary}>{summary}</p> : null}
        </Card>
        {group.participants ? <ParticipantsCard group={group} zone={zones.here} /> : null}
      </div>
    </div>
  );
}

export default function GroupPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id = "" } = useParams();
  const coordinates = isCoordinator(useMe());
  const [params] = useSearchParams();
  const story = params.get("view") === "story" && coordinates;
  const { data: group, error, refetch, isPending } = useGroup(id);
  return (
    <Page
      title={group ? titleOf(group, language) : t("groups.one")}
      lead={<Link to="/groups">{t("groups.back")}</Link>}
    >
      <ErrorState error={error} onRetry={refetch} />
      {isPending ? <Loading rows={3} height={160} /> : null}
      {group ? (
        <>
          <div className={classes.tags} role="status">
            <PlaceTag group={group} />
            <span>{inLanguage(language, group.programme.name_ko, group.programme.name_en)}</span>
          </div>
          {group.closing_reason ? (
            <Notice tone="warn">
              <p>{t("groups.cancelledBecause", { reason: group.closing_reason })}</p>
            </Notice>
          ) : null}
          {coordinates ? <StoryTabs path={`/groups/${id}`} story={story} /> : null}
          {story ? <GroupStory group={group} /> : <GroupBody group={group} />}
        </>
      ) : null}
    </Page>
  );
}
