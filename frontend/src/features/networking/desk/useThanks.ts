import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";

/** Thanks to all guests of an event, once. */
export function useThanks(slug: string) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const thank = api.useMutation("post", "/api/event-desk/{slug}/thanks/", {
    onSuccess: ({ thanked }) => {
      tell(t("events.thanked", { count: thanked }));
      return queries.invalidateQueries({ queryKey: ["get", "/api/event-desk/{slug}/outcome/"] });
    },
  });
  return {
    error: thank.error,
    isPending: thank.isPending,
    send: () => thank.mutate({ params: { path: { slug } } }),
  };
}
