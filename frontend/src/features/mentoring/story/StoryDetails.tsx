import { useTranslation } from "react-i18next";
import type { StoryEntry } from "@/api/types";
import { useMomentLine } from "@/components/TimeLine";
import { useMessageKind } from "@/features/messaging/useMessageKind";

const words = ["goal", "decision_word", "closing_reason", "reason", "because", "error_code"] as const;

function textIn(details: StoryEntry["details"], name: string): string {
  const value = details[name];
  return typeof value === "string" ? value : "";
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text);
}

/** What a reader wants to know of an entry: the times it moved between, the words given, the message it is about. */
export function StoryDetails({ details, zone }: { details: StoryEntry["details"]; zone: string }) {
  const { t } = useTranslation();
  const line = useMomentLine();
  const kindText = useMessageKind();
  const [before, after, kind, channel] = ["before", "after", "kind", "channel"].map((name) =>
    textIn(details, name),
  );
  const parts = words.flatMap((name) => {
    const text = textIn(details, name);
    return text ? [{ name, text: `${t(`story.details.${name}`)}: ${text}` }] : [];
  });
  if (before && after && isInstant(before) && isInstant(after)) {
    parts.unshift({ name: "goal", text: `${line(before, zone)} → ${line(after, zone)}` });
  }
  if (kind && channel) {
    const by = t(channel === "sms" ? "messages.channels.sms" : "messages.channels.email");
    parts.unshift({ name: "reason", text: `${kindText(kind)} · ${by}` });
  }
  return parts.map(({ text }) => <div key={text}>{text}</div>);
}
