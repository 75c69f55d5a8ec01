import { useTranslation } from "react-i18next";
import type { StoryEntry } from "@/api/types";
import { useReasonText } from "@/components/Reason";
import { useLanguage } from "@/lib/i18n";
import { durationText, secondsText } from "@/lib/time";
import { type Clock, placesOf } from "@/lib/whoseClock";
import classes from "../session/session.module.css";
import { type Line, textIn } from "./lines";
import { useActionText } from "./useLineTitle";

/** The steps that led a line to where it stands, with their times to the second; shown on demand. */
export function LineSteps({ line, zone }: { line: Line; zone: Clock }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const actionText = useActionText();
  const reasonText = useReasonText();
  if (line.steps.length < 2) return null;
  const words = ({ action, details, person }: StoryEntry) => {
    if (action === "reminder.dropped") {
      const time = durationText(Number(details.offset_minutes), language);
      return [person, t("story.beforehand", { time })].filter(Boolean).join(" · ");
    }
    const code = textIn(details, "reason") || textIn(details, "error_code");
    return code ? `${actionText(action)} – ${reasonText(code)}` : actionText(action);
  };
  return (
    <details className={classes.steps}>
      <summary>{t("story.steps", { count: line.steps.length })}</summary>
      <ol>
        {line.steps.map((step) => (
          <li key={step.at + step.action + JSON.stringify(step.details)}>
            <time dateTime={step.at}>{secondsText(step.at, zone, language)}</time>
            <span>{words(step)}</span>
          </li>
        ))}
      </ol>
      <small>
        {t("slots.timesIn", {
          place: placesOf(
            zone,
            line.steps.map(({ at }) => at),
            language,
          ),
        })}
      </small>
    </details>
  );
}
