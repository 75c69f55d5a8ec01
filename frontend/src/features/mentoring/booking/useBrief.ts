import { asProblem } from "@/lib/problem";
import { useDraft } from "@/lib/useDraft";

const empty = { goal: "", questions: "", deck_url: "" };
const fields = Object.keys(empty);

/** What the time with an expert is for, as it is being written; one draft for a session and for a series. */
export function useBrief(expertId: number, refusal: unknown) {
  const [draft, setDraft, clear] = useDraft(`meridian.draft.${expertId}`, empty);
  const problem = asProblem(refusal);
  return {
    draft,
    fill: (changes: Partial<typeof empty>) => setDraft((before) => ({ ...before, ...changes })),
    clear,
    problem,
    /** The refusal, where it does not stand beside its field already. */
    unplaced: problem?.isAllOn(fields) ? null : refusal,
  };
}

export type Brief = ReturnType<typeof useBrief>;
