import type { StoryEntry } from "@/api/types";

/** Entries that belong together, such as the steps of one message, in order: the last tells how it stands. */
export type Line = { key: string; kind: "person" | "calendar" | "message" | "system"; steps: StoryEntry[] };

/** What a calendar write is followed by until it is done. */
const unfinished = ["calendar.planned", "calendar.waiting", "calendar.retried", "calendar.passed_over"];
const ofWrites = [
  ...unfinished,
  "calendar.written",
  "calendar.removed",
  "calendar.failed",
  "calendar.mailed",
];

export function textIn(details: StoryEntry["details"], name: string): string {
  const value = details[name];
  return typeof value === "string" ? value : "";
}

export function lastStep(line: Line): StoryEntry {
  const last = line.steps.at(-1);
  if (!last) throw new Error("a line has at least one step");
  return last;
}

/** Whose doing an entry is, for the colour of its dot. */
function kindOf({ action, actor }: StoryEntry): Line["kind"] {
  const area = action.split(".")[0] ?? "";
  if (area === "calendar") return "calendar";
  if (area === "message" || area.startsWith("reminder")) return "message";
  return actor ? "person" : "system";
}

/** Under what an entry is kept together with others; empty for one that stands alone. */
function togetherAs({ action, at, details }: StoryEntry): string {
  if (details.message_id) return `message ${details.message_id}`;
  if (action === "reminder.dropped") return `dropped ${at} ${textIn(details, "because")}`;
  return "";
}

/** The story as lines in the order in which each came to where it stands. */
export function linesOf(entries: StoryEntry[]): Line[] {
  const lines: Line[] = [];
  const together = new Map<string, Line>();
  let write: Line | undefined;
  for (const [index, entry] of entries.entries()) {
    const name = togetherAs(entry);
    const goesOn = ofWrites.includes(entry.action) && write && unfinished.includes(lastStep(write).action);
    const known = goesOn ? write : together.get(name);
    if (known) {
      known.steps.push(entry);
      continue;
    }
    const line: Line = { key: `${index}`, kind: kindOf(entry), steps: [entry] };
    lines.push(line);
    if (name) together.set(name, line);
    if (ofWrites.includes(entry.action)) write = line;
  }
  return lines.sort((one, other) => Date.parse(lastStep(one).at) - Date.parse(lastStep(other).at));
}
