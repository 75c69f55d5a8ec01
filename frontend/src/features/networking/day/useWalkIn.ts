import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";

export type Side = "startup" | "contact";

/** Companies or contacts of the directory by what is typed. */
export function useFoundOnSide(side: Side) {
  const language = useLanguage();
  const [words, look] = useState("");
  const [q] = useDebouncedValue(words.trim(), 300);
  const query = { ...(q ? { q } : {}), page_size: 50 };
  const options = { placeholderData: keepPreviousData };
  const startups = api.useQuery(
    "get",
    "/api/startups/",
    { params: { query } },
    { ...options, enabled: side === "startup" },
  );
  const contacts = api.useQuery(
    "get",
    "/api/experts/",
    { params: { query: { ...query, kind: "contact" } } },
    { ...options, enabled: side === "contact" },
  );
  const companies = (startups.data?.results ?? []).map(({ id, name_ko, name_en }) => ({
    value: String(id),
    label: inLanguage(language, name_ko, name_en),
  }));
  const people = (contacts.data?.results ?? []).map(({ id, name, organisation }) => ({
    value: String(id),
    label: organisation ? `${name} · ${organisation}` : name,
  }));
  return {
    look,
    options: side === "startup" ? companies : people,
    error: side === "startup" ? startups.error : contacts.error,
  };
}

/** A place for somebody who is here, with whom they would like to meet. */
export function useWalkIn(slug: string) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const walkIn = api.useMutation("post", "/api/event-desk/{slug}/walk-ins/", {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", "/api/event-desk/{slug}/check-ins/"] }),
  });
  const send = async (side: Side, id: number, wishes: number[]) => {
    const body = { [side === "startup" ? "startup" : "expert"]: id, wishes };
    const done = await walkIn.mutateAsync({ params: { path: { slug } }, body }).catch(() => null);
    if (done) tell(t("day.letInDone", { name: done.person_name }));
    return done !== null;
  };
  return { send, isPending: walkIn.isPending, error: walkIn.error };
}
