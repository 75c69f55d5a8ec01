import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { Page } from "@/components/Page";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { AttentionTags } from "../AttentionTags";
import { StateTag } from "../StateTag";
import { SeriesLink } from "../series/SeriesLink";
import { useSession } from "../sessions";
import { StoryPanel } from "../story/StoryPanel";
import { StoryTabs } from "../story/StoryTabs";
import { SessionBody } from "./SessionBody";
import classes from "./session.module.css";

export default function SessionPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const { data: session, error, refetch, isPending } = useSession(id);
  const story = params.get("view") === "story" && isCoordinator(me);
  const startup = session ? inLanguage(language, session.startup.name_ko, session.startup.name_en) : "";
  const title = session ? t("session.title", { startup, expert: session.expert.name }) : t("session.session");
  return (
    <Page title={title} lead={<Link to="/sessions">{t("session.back")}</Link>}>
      <ErrorState error={error} onRetry={refetch} />
      {isPending ? <Loading rows={3} height={160} /> : null}
      {session ? (
        <>
          <div className={classes.tags} role="status">
            <StateTag state={session.state} />
            <span>{inLanguage(language, session.programme.name_ko, session.programme.name_en)}</span>
            <SeriesLink id={session.series} />
            <AttentionTags attention={session.attention} />
          </div>
          {isCoordinator(me) ? <StoryTabs path={`/sessions/${id}`} story={story} /> : null}
          {story ? <StoryPanel session={session} /> : <SessionBody session={session} />}
        </>
      ) : null}
    </Page>
  );
}
