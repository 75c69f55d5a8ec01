import { useTranslation } from "react-i18next";
import type { StoryEntry } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import classes from "../session/session.module.css";
import { useActionText } from "./useActionText";

function detailText(details: StoryEntry["details"]): string {
  const shown = Object.entries(details).filter(([, value]) => value !== null && value !== "");
  return shown
    .map(
      ([name, value]) =>
        `${name.replaceAll("_", " ")}: ${typeof value === "object" ? JSON.stringify(value) : value}`,
    )
    .join(" · ");
}

export function Timeline({ entries, zone }: { entries: StoryEntry[]; zone: string }) {
  const { t } = useTranslation();
  const actionText = useActionText();
  return (
    <ol className={classes.timeline}>
      {entries.map((entry) => (
        <li key={entry.at + entry.kind + entry.action + JSON.stringify(entry.details)} data-kind={entry.kind}>
          <strong>{actionText(entry.action)}</strong>
          <small>
            <Moment at={entry.at} zone={zone} /> · {entry.actor ?? t("story.system")}
          </small>
          <small>{detailText(entry.details)}</small>
        </li>
      ))}
    </ol>
  );
}
