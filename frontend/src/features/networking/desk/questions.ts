import type { EventQuestion } from "@/api/types";

/** A question while it is edited; `local` tells rows apart that have no id yet. */
export type EditedQuestion = EventQuestion & { local: string };

let made = 0;

export function editedFrom(question: EventQuestion): EditedQuestion {
  return { ...question, local: String(question.id) };
}

export function emptyQuestion(): EditedQuestion {
  made += 1;
  return { local: `new-${made}`, kind: "text", title_ko: "", title_en: "", is_required: false, options: [] };
}

/** Without an id where it is new, as the server knows it. */
export function asAsked({ local, ...question }: EditedQuestion): EventQuestion {
  return question;
}

/** Another kind, with what that kind needs. */
export function asKind(row: EventQuestion, kind: EventQuestion["kind"]): Partial<EventQuestion> {
  if (kind === "text") return { kind, options: [] };
  const enough = row.options.length >= 2 ? row.options : [newOption([]), newOption([{ key: "a1" }])];
  return { kind, options: enough };
}

/** An answer with a key that none of these has. */
export function newOption(others: { key: string }[]): EventQuestion["options"][number] {
  const taken = new Set(others.map(({ key }) => key));
  let at = 1;
  while (taken.has(`a${at}`)) at += 1;
  return { key: `a${at}`, ko: "", en: "" };
}
