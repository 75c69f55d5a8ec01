import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expert } from "@/api/types";
import { api } from "@/lib/api";
import type { UrlState } from "@/lib/useUrlState";
import { PeopleSelect } from "./PeopleSelect";
import type { FindingWish } from "./useFinding";

const path = "/api/experts/";
const optionOf = ({ id, name, organisation }: Expert) => ({
  value: String(id),
  label: `${name} (${organisation})`,
});

/** Experts of the programme, looked for by what is typed however many there are; those chosen stay. */
export function ExpertsSelect({ url, wish }: { url: UrlState; wish: FindingWish }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words, 300);
  const kind = wish.programme?.expert_kind;
  const kept = { placeholderData: keepPreviousData };
  const wanted = { ...(kind ? { kind } : {}), ...(q ? { q } : {}), page_size: 50 };
  const found = api.useQuery(
    "get",
    path,
    { params: { query: wanted } },
    { enabled: kind !== undefined, ...kept },
  );
  const ids = { ids: wish.experts.map(Number), page_size: 100 };
  const chosen = api.useQuery(
    "get",
    path,
    { params: { query: ids } },
    { enabled: wish.experts.length > 0, ...kept },
  );
  const known = [...(chosen.data?.results ?? []), ...(found.data?.results ?? [])];
  const people = new Map(known.map((expert) => [expert.id, optionOf(expert)]));
  return (
    <PeopleSelect
      label={t("find.experts")}
      nobody={t("find.everybody")}
      most={wish.mode === "all" ? 20 : 100}
      chosen={wish.experts}
      onChange={(experts) => url.set({ experts })}
      people={[...people.values()]}
      onSearch={setWords}
    />
  );
}
