import { keepPreviousData } from "@tanstack/react-query";
import type { ProgrammeDesk } from "@/api/types";
import { api } from "@/lib/api";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";

const most = 100;
const joined = ["joined" as const];
type Programme = Pick<ProgrammeDesk, "slug" | "joining" | "takes_all_experts" | "expert_kind">;

/** To choose from: startups that take part in the programme, by what is typed of their names. */
export function useStartupsOf(programme: Programme | undefined, typed: string) {
  const language = useLanguage();
  const isOpen = programme?.joining === "open";
  const all = api.useQuery(
    "get",
    "/api/startups/",
    { params: { query: { q: typed, page_size: most } } },
    { enabled: isOpen, placeholderData: keepPreviousData },
  );
  const places = api.useQuery(
    "get",
    "/api/programme-desk/{slug}/startups/",
    {
      params: { path: { slug: programme?.slug ?? "" }, query: { q: typed, state: joined, page_size: most } },
    },
    { enabled: programme !== undefined && !isOpen, placeholderData: keepPreviousData },
  );
  const found = isOpen ? all.data?.results : places.data?.results.map(({ startup }) => startup);
  return (found ?? []).map((one) => ({
    value: String(one.id),
    label: inLanguage(language, one.name_ko, one.name_en),
  }));
}

/** The same of experts who give time in it. */
export function useExpertsOf(programme: Programme | undefined, typed: string) {
  const takesAll = programme?.takes_all_experts === true;
  const all = api.useQuery(
    "get",
    "/api/experts/",
    { params: { query: { q: typed, kind: programme?.expert_kind, page_size: most } } },
    { enabled: takesAll, placeholderData: keepPreviousData },
  );
  const places = api.useQuery(
    "get",
    "/api/programme-desk/{slug}/experts/",
    {
      params: { path: { slug: programme?.slug ?? "" }, query: { q: typed, state: joined, page_size: most } },
    },
    { enabled: programme !== undefined && !takesAll, placeholderData: keepPreviousData },
  );
  const found = takesAll ? all.data?.results : places.data?.results.map(({ expert }) => expert);
  return (found ?? []).map((one) => ({ value: String(one.id), label: one.name }));
}
