import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";

/** One button for whatever is wrong: it goes to Google, tries again, or says what is left to choose. */
export function Mend() {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const mend = api.useMutation("post", "/api/me/google/mend/", {
    onSuccess: async ({ outcome, authorization_url }) => {
      if (authorization_url) return window.location.assign(authorization_url);
      tell(t(`google.mend.${outcome}`));
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <ErrorState error={mend.error} />
      <div>
        <Button size="md" loading={mend.isPending} onClick={() => mend.mutate({})}>
          {t("google.mend.go")}
        </Button>
      </div>
    </>
  );
}
