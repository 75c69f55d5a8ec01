import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FollowUp } from "@/api/types";
import { api } from "@/lib/api";

type Deed = "agree" | "decline" | "withdraw";
type Starts = { time_zone: string; their_time_zone: string; starts: string[] };
type Found<Data> = { data: Data | undefined; error: unknown; isPending: boolean };

/** Sessions with those whom a guest stays in touch with, by whichever way they came in. */
export type FollowUps = {
  found: Found<FollowUp[]>;
  error: unknown;
  isBusy: boolean;
  /** The registration that a time is looked for with, null for none. */
  about: number | null;
  look: (about: number | null) => void;
  starts: Found<Starts>;
  ask: (about: number, starts_at: string) => Promise<boolean>;
  answer: (follow_up_id: number, deed: Deed) => void;
};

function useChanged() {
  const queries = useQueryClient();
  return async () => {
    for (const path of [
      "/api/events/{slug}/follow-ups/",
      "/api/guests/{token}/follow-ups/",
      "/api/events/{slug}/follow-up-starts/{about_id}/",
      "/api/guests/{token}/follow-up-starts/{about_id}/",
    ] as const)
      await queries.invalidateQueries({ queryKey: ["get", path] });
  };
}

export function useFollowUpsByAccount(slug: string): FollowUps {
  const onSettled = useChanged();
  const [about, look] = useState<number | null>(null);
  const path = { slug, about_id: about ?? 0 };
  const starts = api.useQuery(
    "get",
    "/api/events/{slug}/follow-up-starts/{about_id}/",
    { params: { path } },
    { enabled: about !== null },
  );
  const found = api.useQuery("get", "/api/events/{slug}/follow-ups/", { params: { path: { slug } } });
  const ask = api.useMutation("post", "/api/events/{slug}/follow-ups/", { onSettled });
  const answer = api.useMutation("post", "/api/events/{slug}/follow-ups/{follow_up_id}/answer/", {
    onSettled,
  });
  return {
    found,
    error: ask.error ?? answer.error,
    isBusy: ask.isPending || answer.isPending,
    about,
    look,
    starts,
    ask: (who, starts_at) =>
      ask.mutateAsync({ params: { path: { slug } }, body: { about: who, starts_at } }).then(
        () => true,
        () => false,
      ),
    answer: (follow_up_id, deed) =>
      answer.mutate({ params: { path: { slug, follow_up_id } }, body: { deed } }),
  };
}

export function useFollowUpsByLink(token: string): FollowUps {
  const onSettled = useChanged();
  const [about, look] = useState<number | null>(null);
  const path = { token, about_id: about ?? 0 };
  const starts = api.useQuery(
    "get",
    "/api/guests/{token}/follow-up-starts/{about_id}/",
    { params: { path } },
    { enabled: about !== null },
  );
  const found = api.useQuery("get", "/api/guests/{token}/follow-ups/", { params: { path: { token } } });
  const ask = api.useMutation("post", "/api/guests/{token}/follow-ups/", { onSettled });
  const answer = api.useMutation("post", "/api/guests/{token}/follow-ups/{follow_up_id}/answer/", {
    onSettled,
  });
  return {
    found,
    error: ask.error ?? answer.error,
    isBusy: ask.isPending || answer.isPending,
    about,
    look,
    starts,
    ask: (who, starts_at) =>
      ask.mutateAsync({ params: { path: { token } }, body: { about: who, starts_at } }).then(
        () => true,
        () => false,
      ),
    answer: (follow_up_id, deed) =>
      answer.mutate({ params: { path: { token, follow_up_id } }, body: { deed } }),
  };
}
