import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/TimeLine";
import { TwoClocks } from "@/components/TwoClocks";
import { useMe } from "@/features/accounts/me";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { ProposalPart } from "../proposal/ProposalPart";
import { SessionActions } from "../session/SessionActions";
import { namesBeside, sessionZones, useSession } from "../sessions";
import classes from "./home.module.css";

/** A request to be answered in place: when, who, what for, yes or no. */
export function RequestCard({ id }: { id: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const { data: session } = useSession(id);
  if (!session) return <Loading rows={1} height={200} />;
  const zones = sessionZones(session, me);
  const beside = namesBeside(session, me);
  return (
    <Card>
      <div className={classes.cardful}>
        <div className={classes.next}>
          <TwoClocks at={session.starts_at} until={session.ends_at} {...zones} />
          <div>
            <h3>
              <Link to={`/sessions/${id}`}>
                {inLanguage(language, session.startup.name_ko, session.startup.name_en)}
              </Link>
            </h3>
            <p>{session.goal}</p>
            {beside ? <p className={classes.meta}>{t("sessions.also", { names: beside })}</p> : null}
            {me.expert_id === session.expert.id ? null : (
              <p className={classes.meta}>{t("home.answers", { name: session.expert.name })}</p>
            )}
            {session.hold_expires_at && !session.proposal ? (
              <p className={classes.meta}>
                {t("session.heldUntil")} <Moment at={session.hold_expires_at} zone={zones.here} />
              </p>
            ) : null}
            <ProposalPart session={session} {...zones} />
            <SessionActions session={session} />
          </div>
        </div>
      </div>
    </Card>
  );
}
