import { useTranslation } from "react-i18next";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import type { UrlState } from "@/lib/useUrlState";
import { placeName } from "@/lib/zones";
import { PeopleSelect } from "./PeopleSelect";

type ColleaguesSelectProps = { url: UrlState; chosen: string[] };

/** Who of one's own company takes part too; nothing for who is alone there. */
export function ColleaguesSelect({ url, chosen }: ColleaguesSelectProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = api.useQuery("get", "/api/colleagues/");
  if (!data || (data.length === 0 && chosen.length === 0)) return null;
  return (
    <PeopleSelect
      label={t("find.colleagues")}
      nobody={t("find.nobodyElse")}
      most={10}
      chosen={chosen}
      onChange={(colleagues) => url.set({ colleagues })}
      people={data.map(({ id, name, time_zone }) => ({
        value: String(id),
        label: `${name} (${placeName(time_zone, language)})`,
      }))}
    />
  );
}
