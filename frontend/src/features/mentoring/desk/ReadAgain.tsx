import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";

/** Has the calendars of one person read that could not be read, or not for too long. */
export function ReadAgain({ person }: { person: { id: number; name: string } }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const read = api.useMutation("post", "/api/calendar-connections/{person_id}/read/", {
    onSuccess: async ({ reads }) => {
      tell(reads > 0 ? t("desk.reading", { count: reads }) : t("desk.readingAlready"));
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button
        variant="default"
        aria-label={`${t("desk.readAgain")}: ${person.name}`}
        loading={read.isPending}
        onClick={() => read.mutate({ params: { path: { person_id: person.id } } })}
      >
        {t("desk.readAgain")}
      </Button>
      <ErrorState error={read.error} />
    </>
  );
}
