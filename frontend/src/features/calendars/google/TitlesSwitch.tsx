import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { api } from "@/lib/api";
import { useChoiceSaved } from "./useChoiceSaved";

/** Whether the names of one's own events are kept beside when they are, for whoever has a preview of their days. */
export function TitlesSwitch({ keeps }: { keeps: boolean }) {
  const { t } = useTranslation();
  const choiceSaved = useChoiceSaved();
  const save = api.useMutation("patch", "/api/me/google/", { onSuccess: choiceSaved });
  return (
    <>
      <Checkbox
        size="md"
        label={t("google.titles")}
        description={t("google.titlesHint")}
        checked={save.isPending ? save.variables?.body?.keeps_titles : keeps}
        onChange={({ currentTarget: { checked } }) => save.mutate({ body: { keeps_titles: checked } })}
      />
      <ErrorState error={save.error} />
    </>
  );
}
