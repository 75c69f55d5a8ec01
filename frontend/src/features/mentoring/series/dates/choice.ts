import type { PlannedDate } from "@/api/types";

/** What was chosen for dates: another start, or "skip". A date that is not named stays as the rule has it. */
export type Choice = Record<string, string>;

/** "2027-03-02_2027-03-02T01:00:00Z,2027-03-16_skip", as it stands in an address. */
export function choiceOf(text: string): Choice {
  const pairs = text.split(",").map((pair) => pair.split("_"));
  return Object.fromEntries(pairs.filter(([on, what]) => on && what));
}

export function choiceText(choice: Choice): string {
  return Object.entries(choice)
    .map(([on, what]) => `${on}_${what}`)
    .join(",");
}

export type Settled = "planned" | "moved" | "skipped" | "open";

/** What becomes of a date by the choice: `open` is one that cannot be had and wants a decision. */
export function settled(date: PlannedDate, choice: Choice): Settled {
  const chosen = choice[date.on];
  if (chosen === "skip") return "skipped";
  if (chosen && date.alternatives.some(({ starts_at }) => starts_at === chosen)) return "moved";
  return date.clash ? "open" : "planned";
}

/** The start that a date gets, or would have had. */
export function startOf(date: PlannedDate, choice: Choice): string {
  const chosen = choice[date.on];
  return settled(date, choice) === "moved" && chosen ? chosen : date.starts_at;
}

/** The dates wanted, as the server asks for them. */
export function chosenDates(dates: PlannedDate[], choice: Choice) {
  return dates
    .filter((date) => settled(date, choice) !== "skipped")
    .map((date) => {
      const isMoved = date.is_moved || settled(date, choice) === "moved";
      return { on: date.on, starts_at: isMoved ? startOf(date, choice) : null };
    });
}

export function countOf(dates: PlannedDate[], choice: Choice, wanted: Settled): number {
  return dates.filter((date) => settled(date, choice) === wanted).length;
}
