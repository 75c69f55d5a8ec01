import { useQueryClient } from "@tanstack/react-query";
import type { OfferedProgramme, ProgrammeDesk } from "@/api/types";
import type { Tone } from "@/components/Tag";
import { api } from "@/lib/api";

export type ProgrammeState = ProgrammeDesk["state"];
export type Question = ProgrammeDesk["intake_questions"][number];
export type Answers = Record<string, unknown>;

export const kinds = [
  "mentoring",
  "consulting",
  "investor_meetings",
  "technology_matching",
  "office_hours",
] as const;
export const states = ["draft", "open", "running", "closed"] as const;
export const stateTones: Record<ProgrammeState, Tone> = {
  draft: "quiet",
  open: "accent",
  running: "good",
  closed: "quiet",
};

/** One programme as coordinators edit it. */
export function useDesk(slug: string) {
  return api.useQuery("get", "/api/programme-desk/{slug}/", { params: { path: { slug } } });
}

/** Under what a change is asked for: the programme as it was seen. */
export function paramsUnder({ slug, revision }: Pick<ProgrammeDesk, "slug" | "revision">) {
  return { path: { slug }, header: { "If-Match": `"${revision}"` } };
}

/** After a change: shows the answer at once, and reads the lists again. */
export function useDeskChanged() {
  const queries = useQueryClient();
  return async (programme: ProgrammeDesk) => {
    const path = { params: { path: { slug: programme.slug } } };
    const { queryKey } = api.queryOptions("get", "/api/programme-desk/{slug}/", path);
    queries.setQueryData(queryKey, programme);
    for (const list of ["/api/programme-desk/", "/api/programmes/", "/api/me/programmes/"] as const)
      await queries.invalidateQueries({ queryKey: ["get", list] });
  };
}

/** Who takes part has changed: everything that shows it is read again. */
export function usePeopleChanged(slug: string) {
  const queries = useQueryClient();
  return async () => {
    const path = { params: { path: { slug } } };
    for (const { queryKey } of [
      api.queryOptions("get", "/api/programme-desk/{slug}/", path),
      api.queryOptions("get", "/api/programme-desk/{slug}/startups/", path),
      api.queryOptions("get", "/api/programme-desk/{slug}/experts/", path),
    ])
      await queries.invalidateQueries({ queryKey: queryKey.slice(0, 2) });
  };
}

/** One programme as somebody sees it who takes part or can. */
export function useOffered(slug: string) {
  return api.useQuery("get", "/api/me/programmes/{slug}/", { params: { path: { slug } } });
}

/** After an answer: the programme and the lists are read again. */
export function useOfferedChanged(slug: string) {
  const queries = useQueryClient();
  return async () => {
    const path = { params: { path: { slug } } };
    const { queryKey } = api.queryOptions("get", "/api/me/programmes/{slug}/", path);
    await queries.invalidateQueries({ queryKey });
    for (const list of ["/api/me/programmes/", "/api/programmes/"] as const)
      await queries.invalidateQueries({ queryKey: ["get", list] });
  };
}

/** Whether something is asked of the reader: an answer, an application, what they give. */
export function wantsSomething(programme: Pick<OfferedProgramme, "may" | "place">): boolean {
  const gives = programme.may.includes("give") && programme.place !== "joined";
  return gives || programme.may.includes("answer") || programme.may.includes("apply");
}
