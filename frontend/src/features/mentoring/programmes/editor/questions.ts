import type { Question } from "../programmes";

/** A question while it is edited; `local` tells rows apart that have no id yet. */
export type Edited = Question & { local: string };

let made = 0;
function localName(): string {
  made += 1;
  return `new-${made}`;
}

export function editedFrom(question: Question): Edited {
  return { ...question, local: `${question.id}` };
}

export function emptyQuestion(): Edited {
  return {
    local: localName(),
    id: null,
    kind: "text",
    title_ko: "",
    title_en: "",
    help_ko: "",
    help_en: "",
    is_required: true,
    options: [],
    scale_from: null,
    scale_to: null,
    number: 1,
  };
}

/** Another kind, with what that kind needs. */
export function asKind(row: Question, kind: Question["kind"]): Partial<Question> {
  const isChoice = kind === "one" || kind === "many";
  const enough = row.options.length >= 2 ? row.options : [newOption(row.options), newOption([{ key: "a1" }])];
  return {
    kind,
    options: isChoice ? enough : [],
    scale_from: kind === "scale" ? 1 : null,
    scale_to: kind === "scale" ? 5 : null,
  };
}

/** An answer with a key that none of these has. */
export function newOption(others: { key: string }[]): Question["options"][number] {
  const taken = new Set(others.map(({ key }) => key));
  let at = 1;
  while (taken.has(`a${at}`)) at += 1;
  return { key: `a${at}`, ko: "", en: "" };
}
