import { useTranslation } from "react-i18next";
import type { StoryEntry } from "@/api/types";
import { Moment } from "@/components/TimeLine";
import classes from "../session/session.module.css";
import { StoryDetails } from "./StoryDetails";
import { useActionText } from "./useActionText";

/** Whose doing an entry is, for the colour of its dot: a person's, the calendar's or a message's. */
function kindOf(entry: StoryEntry): string {
  const area = entry.action.split(".")[0] ?? "";
  if (area === "calendar") return "calendar";
  if (area === "message" || area.startsWith("reminder")) return "message";
  return entry.actor ? "person" : "system";
}

export function Timeline({ entries, zone }: { entries: StoryEntry[]; zone: string }) {
  const { t } = useTranslation();
  const actionText = useActionText();
  return (
    <ol className={classes.timeline}>
      {entries.map((entry) => (
        <li key={entry.at + entry.action + JSON.stringify(entry.details)} data-kind={kindOf(entry)}>
          <strong>{actionText(entry.action)}</strong>
          <StoryDetails details={entry.details} zone={zone} />
          <small>
            <Moment at={entry.at} zone={zone} /> · {entry.actor ?? t("story.system")}
          </small>
        </li>
      ))}
    </ol>
  );
}
