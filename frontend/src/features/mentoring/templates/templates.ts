import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import type { Template, TemplateRow } from "@/api/types";
import { api } from "@/lib/api";

export const abouts = [
  "session",
  "group",
  "day",
  "answer",
  "news",
  "event",
] as const satisfies TemplateRow["about"][];
export const languages = ["ko", "en"] as const satisfies TemplateRow["language"][];
export const places = ["seoul", "california"] as const;
export type Place = (typeof places)[number];

const LIST = "/api/programmes/{slug}/templates/";
const ONE = "/api/programmes/{slug}/templates/{about}/{kind}/{channel}/{language}/";
const LIST_OF_EVENTS = "/api/event-templates/";
const ONE_OF_EVENTS = "/api/event-templates/{kind}/{channel}/{language}/";
/** Stands where a programme's slug does: what events say, the hub words for all of them. */
export const EVENTS = "@events";

const WHILE_TYPING = { placeholderData: keepPreviousData, staleTime: 60_000, gcTime: 60_000 };

/** Which message of which programme, or of `EVENTS`; as the address of its page has it. */
export type Which = { slug: string; about: string; kind: string; channel: string; language: string };
export type WordsDraft = { subject: string; body: string };

export function useTemplates(slug: string) {
  const isOfEvents = slug === EVENTS;
  const params = { path: { slug } };
  const own = api.useQuery("get", LIST, { params }, { enabled: slug !== "" && !isOfEvents });
  const ofEvents = api.useQuery("get", LIST_OF_EVENTS, {}, { enabled: isOfEvents });
  return isOfEvents ? ofEvents : own;
}

export function useTemplate(which: Which) {
  const isOfEvents = which.slug === EVENTS;
  const params = { path: which };
  const own = api.useQuery("get", ONE, { params }, { enabled: !isOfEvents });
  const ofEvents = api.useQuery("get", ONE_OF_EVENTS, { params }, { enabled: isOfEvents });
  return isOfEvents ? ofEvents : own;
}

/** Where what is known of a message, and of all beside it, is kept; and the message as it is by now. */
export function useKnown(which: Which) {
  const queries = useQueryClient();
  const isOfEvents = which.slug === EVENTS;
  const params = { path: which };
  const own = api.queryOptions("get", ONE, { params });
  const ofEvents = api.queryOptions("get", ONE_OF_EVENTS, { params });
  return {
    fetch: (): Promise<Template> =>
      isOfEvents
        ? queries.fetchQuery({ ...ofEvents, staleTime: 0 })
        : queries.fetchQuery({ ...own, staleTime: 0 }),
    keep: (answer: Template) => {
      queries.setQueryData<Template>(isOfEvents ? ofEvents.queryKey : own.queryKey, answer);
      void queries.invalidateQueries({ queryKey: ["get", isOfEvents ? LIST_OF_EVENTS : LIST] });
    },
  };
}

export function useWording(which: Which) {
  const own = {
    save: api.useMutation("put", ONE),
    restore: api.useMutation("post", `${ONE}restore/`),
  };
  const ofEvents = {
    save: api.useMutation("put", ONE_OF_EVENTS),
    restore: api.useMutation("post", `${ONE_OF_EVENTS}restore/`),
  };
  return which.slug === EVENTS ? ofEvents : own;
}

/** What the server makes of a draft; the last answer stays while the next one comes. */
export function useShown(which: Which, draft: WordsDraft, place: Place) {
  const isOfEvents = which.slug === EVENTS;
  const asked = { params: { path: which }, body: { ...draft, place } };
  const own = api.useQuery("post", `${ONE}preview/`, asked, { ...WHILE_TYPING, enabled: !isOfEvents });
  const ofEvents = api.useQuery("post", `${ONE_OF_EVENTS}preview/`, asked, {
    ...WHILE_TYPING,
    enabled: isOfEvents,
  });
  return isOfEvents ? ofEvents : own;
}

/** What a wording said: that of the history, or the built-in words. */
export function wordsOf(template: Template, wording: Template["history"][number] | undefined): WordsDraft {
  return !wording || wording.is_built_in ? template.built_in : wording;
}
