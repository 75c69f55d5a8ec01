import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Reason } from "@/components/Reason";
import { useMomentLine } from "@/components/TimeLine";
import { useMessageKind } from "@/features/messaging/useMessageKind";
import { serverNow } from "@/lib/clock";
import { useLanguage } from "@/lib/i18n";
import { dateText } from "@/lib/time";
import type { Clock } from "@/lib/whoseClock";
import classes from "../session/session.module.css";
import { changesIn } from "./changes";
import { type Line, lastStep, textIn } from "./lines";

/** Who of two did not come, where a line says so. */
export type Sides = { expert: string; founder: string };

type LineDetailsProps = { line: Line; sides?: Sides | undefined; here: Clock; there: string };

const words = ["goal", "decision_word", "closing_reason"] as const;
const codes = ["because", "error_code"] as const;
/** Where nothing stands in the way any more, what once did is not told. */
const settled = ["calendar.written", "calendar.mailed"];

/** The instants that reminders were planned for, each once: `dues` pairs a person with an instant. */
function instantsIn(dues: unknown): string[] {
  if (!Array.isArray(dues)) return [];
  const instants = dues.map((due) => (Array.isArray(due) ? String(due[1]) : ""));
  return [...new Set(instants)].filter(Boolean).sort();
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : [];
}

/** What a reader wants to know of a line: times on both clocks, the words given, why something did not happen. */
export function LineDetails({ line, sides, here, there }: LineDetailsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const momentLine = useMomentLine();
  const kindText = useMessageKind();
  const { action, details } = lastStep(line);
  const ofPerson = ["session.", "series.", "group."].some((area) => action.startsWith(area));
  const day = (date: string) => dateText(date, serverNow(), language);
  const moment = (name: string) => momentLine(textIn(details, name), here, there);
  const rows: { name: string; label?: string; text: ReactNode }[] = [];
  if (details.message_id) rows.push({ name: "kind", text: kindText(textIn(details, "kind")) });
  if (textIn(details, "starts_at")) {
    const label = t(action === "calendar.moved_by_hand" ? "story.details.after" : "story.details.starts_at");
    rows.push({ name: "at", label, text: moment("starts_at") });
  }
  if (action === "session.moved") {
    rows.push({ name: "before", label: t("story.details.before"), text: moment("before") });
    rows.push({ name: "after", label: t("story.details.after"), text: moment("after") });
  }
  if (action === "session.taken")
    rows.push({ name: "after", label: t("story.details.after"), text: moment("after") });
  if (textIn(details, "until"))
    rows.push({ name: "until", label: t("groups.keptUntil"), text: moment("until") });
  for (const { name, text } of changesIn(action, details))
    rows.push({ name, label: t(`groups.fields.${name}`), text });
  for (const start of textsIn(details.starts))
    rows.push({ name: start, text: momentLine(start, here, there) });
  const dates = textIn(details, "on") ? [textIn(details, "on")] : textsIn(details.dates);
  if (dates.length > 1) rows.push({ name: "dates", text: t("story.dates", { count: dates.length }) });
  if (dates.length === 1)
    rows.push({ name: "dates", label: t("story.details.date"), text: day(dates.join()) });
  for (const name of words) {
    const text = textIn(details, name);
    if (text) rows.push({ name, label: t(`story.details.${name}`), text });
  }
  const reason = textIn(details, "reason");
  if (reason && ofPerson) rows.push({ name: "reason", label: t("story.details.reason"), text: reason });
  if (textIn(details, "policy")) rows.push({ name: "policy", text: t("story.details.policy") });
  const missed = textIn(details, "no_show_by") === "expert" ? sides?.expert : sides?.founder;
  if (details.no_show_by) rows.push({ name: "who", label: t("actions.whoMissed"), text: missed });
  for (const due of instantsIn(details.dues)) rows.push({ name: due, text: momentLine(due, here, there) });
  const code = codes.map((name) => textIn(details, name)).find(Boolean) ?? (ofPerson ? "" : reason);
  if (code && !settled.includes(action)) rows.push({ name: "code", text: <Reason code={code} /> });
  return rows.map(({ name, label, text }) => (
    <div key={name} className={classes.told}>
      {label ? <span className={classes.label}>{label}</span> : null} {text}
    </div>
  ));
}
