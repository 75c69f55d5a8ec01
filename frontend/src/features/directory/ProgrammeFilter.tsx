import { useTranslation } from "react-i18next";
import { SelectFilter } from "@/components/filters/SelectFilter";
import type { UrlState } from "@/lib/useUrlState";
import { useProgrammeOptions } from "./options";

export function ProgrammeFilter({ url }: { url: UrlState }) {
  const { t } = useTranslation();
  return (
    <SelectFilter
      url={url}
      name="programme"
      label={t("booking.programme")}
      any={t("sessions.anyProgramme")}
      options={useProgrammeOptions()}
    />
  );
}
