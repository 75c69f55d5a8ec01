import type { Template, TemplateRow } from "@/api/types";
import { api } from "@/lib/api";

export const abouts = ["session", "group", "day", "answer", "news"] as const satisfies TemplateRow["about"][];
export const languages = ["ko", "en"] as const satisfies TemplateRow["language"][];
export const places = ["seoul", "california"] as const;
export type Place = (typeof places)[number];

const ONE = "/api/programmes/{slug}/templates/{about}/{kind}/{channel}/{language}/";

/** Which message of which programme; as the address of its page has it. */
export type Which = { slug: string; about: string; kind: string; channel: string; language: string };
export type WordsDraft = { subject: string; body: string };

export function useTemplates(slug: string) {
  const params = { path: { slug } };
  return api.useQuery("get", "/api/programmes/{slug}/templates/", { params }, { enabled: slug !== "" });
}

export function useTemplate(which: Which) {
  return api.useQuery("get", ONE, { params: { path: which } });
}

export const templateOptions = (which: Which) => api.queryOptions("get", ONE, { params: { path: which } });

export function useWording() {
  return {
    save: api.useMutation("put", ONE),
    restore: api.useMutation("post", `${ONE}restore/`),
  };
}

/** What the server makes of a draft; the last answer stays while the next one comes. */
export function useShown(which: Which, draft: WordsDraft, place: Place) {
  return api.useQuery(
    "post",
    `${ONE}preview/`,
    { params: { path: which }, body: { ...draft, place } },
    { placeholderData: (before) => before, staleTime: 60_000, gcTime: 60_000 },
  );
}

/** What a wording said: that of the history, or the built-in words. */
export function wordsOf(template: Template, wording: Template["history"][number] | undefined): WordsDraft {
  return !wording || wording.is_built_in ? template.built_in : wording;
}
