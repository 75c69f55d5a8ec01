import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { Notice } from "@/components/Notice";
import { Moment } from "@/components/TimeLine";
import { useMe } from "@/features/accounts/me";
import { RemindersCard } from "@/features/messaging/RemindersCard";
import { ProposalPart } from "../proposal/ProposalPart";
import { PairBriefCard } from "../relation/PairBriefCard";
import { sessionZones } from "../sessions";
import { ThreadCard } from "../threads/ThreadCard";
import { BriefCard } from "./BriefCard";
import { DeletedNotice } from "./DeletedNotice";
import { FeedbackCard } from "./FeedbackCard";
import { NoShowNotice } from "./NoShowNotice";
import { NotesCard } from "./NotesCard";
import { PeopleCard } from "./PeopleCard";
import { PolicyLines } from "./PolicyLines";
import { SessionActions } from "./SessionActions";
import { SessionWhen } from "./SessionWhen";
import classes from "./session.module.css";

export function SessionBody({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const me = useMe();
  const zones = sessionZones(session, me);
  return (
    <div className={classes.columns}>
      <div>
        <Card title={t("session.when")}>
          <SessionWhen session={session} {...zones} />
          <PolicyLines session={session} zone={zones.here} />
          <SessionActions session={session} />
        </Card>
        {session.proposal ? (
          <Card title={t("proposal.offered")}>
            <ProposalPart session={session} {...zones} />
          </Card>
        ) : null}
        <DeletedNotice session={session} zone={zones.here} />
        <NoShowNotice session={session} zone={zones.here} />
        {session.state === "requested" && session.hold_expires_at ? (
          <Notice tone="warn">
            <p>
              {t("session.heldUntil")} <Moment at={session.hold_expires_at} zone={zones.here} />
            </p>
          </Notice>
        ) : null}
        <FeedbackCard session={session.id} zone={zones.here} />
        <BriefCard session={session} />
        <PairBriefCard session={session.id} />
        <ThreadCard session={session} />
        <NotesCard session={session} zone={zones.here} />
      </div>
      <div>
        <PeopleCard session={session} />
        <RemindersCard reminders={session.reminders} messages={session.messages} zone={zones.here} />
      </div>
    </div>
  );
}
