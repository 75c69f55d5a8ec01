import type { StoryEntry } from "@/api/types";

const fields = [
  "title_ko",
  "title_en",
  "summary_ko",
  "summary_en",
  "seats",
  "closes_hours",
  "offer_hours",
  "closing_reason",
] as const;

type Change = { name: (typeof fields)[number]; text: string };

/** What a change of a group session made of what: "3 → 4"; of what was empty before only what it is now. */
export function changesIn(action: string, details: StoryEntry["details"]): Change[] {
  const changed = action.startsWith("group.") ? details.changed : null;
  if (typeof changed !== "object" || changed === null) return [];
  const pairs = new Map<string, unknown>(Object.entries(changed));
  return fields.flatMap((name) => {
    const pair = pairs.get(name);
    if (!Array.isArray(pair)) return [];
    const [before, after] = pair.map(String);
    return [{ name, text: before ? `${before} → ${after}` : (after ?? "") }];
  });
}
