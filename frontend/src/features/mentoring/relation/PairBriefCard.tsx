import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { PairBrief } from "@/api/types";
import { Card } from "@/components/Card";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { dateText, listText } from "@/lib/time";
import { useAnswerText } from "../programmes/own/useAnswerText";
import sessionClasses from "../session/session.module.css";
import classes from "./pairs.module.css";

function Company({ brief }: { brief: PairBrief }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { company } = brief;
  const builds = inLanguage(language, company.builds_ko, company.builds_en);
  const needs = company.needs.map((topic) => inLanguage(language, topic.name_ko, topic.name_en));
  return (
    <>
      {builds ? (
        <div>
          <dt>{inLanguage(language, company.name_ko, company.name_en)}</dt>
          <dd>{builds}</dd>
        </div>
      ) : null}
      {needs.length ? (
        <div>
          <dt>{t("pairs.brief.needs")}</dt>
          <dd>{listText(needs, language)}</dd>
        </div>
      ) : null}
    </>
  );
}

function Applied({ brief }: { brief: PairBrief }) {
  const language = useLanguage();
  const text = useAnswerText();
  return brief.answers.map(({ question, value }) => (
    <div key={question.id}>
      <dt>{inLanguage(language, question.title_ko, question.title_en)}</dt>
      <dd>{text(question, value)}</dd>
    </div>
  ));
}

function Work({ brief }: { brief: PairBrief }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const dueText = (day: string | null) =>
    day ? t("pairs.due", { day: dateText(day, serverNow(), language) }) : "";
  return (
    <>
      {brief.actions.length ? (
        <div>
          <dt>{t("pairs.brief.actions")}</dt>
          <dd>
            <ul className={classes.items}>
              {brief.actions.map((action) => (
                <li key={action.id}>
                  <div>
                    {action.text}
                    <small>{[action.owner_name, dueText(action.due_on)].filter(Boolean).join(" · ")}</small>
                  </div>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ) : null}
      {brief.milestones.length ? (
        <div>
          <dt>{t("pairs.milestones")}</dt>
          <dd>
            {brief.milestones
              .map(
                (one) => `${one.reached_at ? "✓" : "○"} ${inLanguage(language, one.title_ko, one.title_en)}`,
              )
              .join("\n")}
          </dd>
        </div>
      ) : null}
      {brief.notes.length ? (
        <div>
          <dt>{t("pairs.brief.notes")}</dt>
          <dd>{brief.notes.map((note) => `${note.author_name}: ${note.text}`).join("\n")}</dd>
        </div>
      ) : null}
    </>
  );
}

/** What to know before a session: made anew each time from what the two have written. */
export function PairBriefCard({ session }: { session: string }) {
  const { t } = useTranslation();
  const path = { session_id: session };
  const { data: brief } = api.useQuery("get", "/api/sessions/{session_id}/brief/", { params: { path } });
  if (!brief) return null;
  const aside = brief.relation ? (
    <Link to={`/pairs/${brief.relation}`}>{t("pairs.brief.toPair")}</Link>
  ) : null;
  return (
    <Card
      title={t("pairs.brief.title")}
      lead={
        brief.planned
          ? t("pairs.brief.numberOf", { number: brief.number, planned: brief.planned })
          : t("pairs.brief.number", { number: brief.number })
      }
      aside={aside}
    >
      <dl className={sessionClasses.facts}>
        <Company brief={brief} />
        <Applied brief={brief} />
        {brief.goals ? (
          <div>
            <dt>{t("pairs.goals")}</dt>
            <dd>{brief.goals}</dd>
          </div>
        ) : null}
        <Work brief={brief} />
      </dl>
    </Card>
  );
}
