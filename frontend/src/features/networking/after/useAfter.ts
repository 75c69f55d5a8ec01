import { useQueryClient } from "@tanstack/react-query";
import type { AfterEvent } from "@/api/types";
import { api } from "@/lib/api";

type NoteMark = "" | "follow_up" | "not_relevant";
type Feedback = { stars: number; text: string; would_return: boolean | null };

/** What a guest can read and do afterwards, by whichever way they came in. */
export type AfterDoor = {
  found: { data: AfterEvent | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  error: unknown;
  note: (about_id: number, mark: NoteMark, text: string) => void;
  touch: (about_id: number, wishes: boolean) => void;
  tell: (feedback: Feedback) => void;
};

export function useAfterByAccount(slug: string): AfterDoor {
  const path = { slug };
  const queries = useQueryClient();
  const found = api.useQuery("get", "/api/events/{slug}/after/", { params: { path } });
  const onSuccess = () => void queries.invalidateQueries({ queryKey: ["get", "/api/events/{slug}/after/"] });
  const note = api.useMutation("put", "/api/events/{slug}/after/notes/{about_id}/", { onSuccess });
  const touch = api.useMutation("put", "/api/events/{slug}/after/contacts/{about_id}/", { onSuccess });
  const tell = api.useMutation("put", "/api/events/{slug}/after/feedback/", { onSuccess });
  return {
    found,
    error: note.error ?? touch.error ?? tell.error,
    note: (about_id, mark, text) =>
      note.mutate({ params: { path: { slug, about_id } }, body: { mark, text } }),
    touch: (about_id, wishes) => touch.mutate({ params: { path: { slug, about_id } }, body: { wishes } }),
    tell: (body) => tell.mutate({ params: { path }, body }),
  };
}

export function useAfterByLink(token: string): AfterDoor {
  const path = { token };
  const queries = useQueryClient();
  const found = api.useQuery("get", "/api/guests/{token}/after/", { params: { path } });
  const onSuccess = () => void queries.invalidateQueries({ queryKey: ["get", "/api/guests/{token}/after/"] });
  const note = api.useMutation("put", "/api/guests/{token}/after/notes/{about_id}/", { onSuccess });
  const touch = api.useMutation("put", "/api/guests/{token}/after/contacts/{about_id}/", { onSuccess });
  const tell = api.useMutation("put", "/api/guests/{token}/after/feedback/", { onSuccess });
  return {
    found,
    error: note.error ?? touch.error ?? tell.error,
    note: (about_id, mark, text) =>
      note.mutate({ params: { path: { token, about_id } }, body: { mark, text } }),
    touch: (about_id, wishes) => touch.mutate({ params: { path: { token, about_id } }, body: { wishes } }),
    tell: (body) => tell.mutate({ params: { path }, body }),
  };
}
