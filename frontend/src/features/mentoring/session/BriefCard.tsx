import { useTranslation } from "react-i18next";
import type { SessionDetail } from "@/api/types";
import { Card } from "@/components/Card";
import classes from "./session.module.css";

type Brief = Pick<SessionDetail, "goal" | "questions" | "deck_url"> &
  Partial<Pick<SessionDetail, "decision_word" | "closing_reason">>;

/** Only web addresses become links; anything else a person typed stays text. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

export function BriefCard({ session }: { session: Brief }) {
  const { t } = useTranslation();
  const { goal, questions, deck_url, decision_word, closing_reason } = session;
  return (
    <Card title={t("session.brief")}>
      <dl className={classes.facts}>
        <div>
          <dt>{t("booking.goal")}</dt>
          <dd>{goal}</dd>
        </div>
        {questions ? (
          <div>
            <dt>{t("booking.questions")}</dt>
            <dd>{questions}</dd>
          </div>
        ) : null}
        {deck_url ? (
          <div>
            <dt>{t("booking.deck")}</dt>
            <dd>
              {isWebAddress(deck_url) ? (
                <a href={deck_url} target="_blank" rel="noreferrer">
                  {deck_url}
                </a>
              ) : (
                deck_url
              )}
            </dd>
          </div>
        ) : null}
        {decision_word ? (
          <div>
            <dt>{t("session.decisionWord")}</dt>
            <dd>{decision_word}</dd>
          </div>
        ) : null}
        {closing_reason ? (
          <div>
            <dt>{t("session.closingReason")}</dt>
            <dd>{closing_reason}</dd>
          </div>
        ) : null}
      </dl>
    </Card>
  );
}
