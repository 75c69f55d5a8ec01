import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Tag, type Tone } from "@/components/Tag";
import { Moment } from "@/components/TimeLine";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { useOwnZone } from "../events";
import classes from "./after.module.css";
import type { FollowUps } from "./useFollowUps";

const tones: Record<string, Tone> = { asked: "warn", agreed: "good", declined: "bad" };

/** Sessions that were proposed to those met, and what can be answered. */
export function FollowUpsCard({ sessions }: { sessions: FollowUps }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useOwnZone();
  const rows = sessions.found.data ?? [];
  if (rows.length === 0) return <ErrorState error={sessions.found.error} />;
  return (
    <Card title={t("after.sessions")} lead={t("after.sessionsLead")}>
      <ErrorState error={sessions.error} />
      <ul className={classes.list}>
        {rows.map((one) => {
          const name = inLanguage(language, one.name_ko, one.name_en);
          const deeds =
            one.state === "asked"
              ? one.is_asked_by_me
                ? (["withdraw"] as const)
                : (["agree", "decline"] as const)
              : one.state === "agreed"
                ? (["withdraw"] as const)
                : [];
          return (
            <li key={one.id} className={classes.row}>
              <p>
                <strong>{name}</strong>{" "}
                <Tag tone={tones[one.state] ?? "quiet"}>{t(`after.sessionStates.${one.state}`)}</Tag>
              </p>
              <p>
                <Moment at={one.starts_at} zone={zone} />
              </p>
              <div className={classes.deeds}>
                {deeds.map((deed) => (
                  <Button
                    key={deed}
                    size="sm"
                    variant={deed === "agree" ? "filled" : "default"}
                    loading={sessions.isBusy}
                    aria-label={`${t(`after.deeds.${deed}`)}: ${name}`}
                    onClick={() => sessions.answer(one.id, deed)}
                  >
                    {t(`after.deeds.${deed}`)}
                  </Button>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
