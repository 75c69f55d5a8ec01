import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Button, MultiSelect, Stack, TagsInput, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Company } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { NothingFound } from "@/components/NothingFound";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { allCountries } from "@/lib/countries";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { asProblem } from "@/lib/problem";
import { useTopicOptions } from "./options";

const path = "/api/me/company/";
const fields = ["builds_ko", "builds_en", "needs", "markets"];

/** What a company says of itself: experts read it before they meet, and pairing goes by it. */
export function CompanyCard() {
  const { t } = useTranslation();
  const language = useLanguage();
  const found = api.useQuery("get", path);
  const name = found.data ? inLanguage(language, found.data.name_ko, found.data.name_en) : "";
  return (
    <Card title={t("company.title")} lead={name ? t("company.lead", { name }) : null}>
      <ErrorState error={found.error} onRetry={found.refetch} />
      {found.isPending ? <Loading rows={2} /> : null}
      {found.data ? <CompanyForm company={found.data} /> : null}
    </Card>
  );
}

function CompanyForm({ company }: { company: Company }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const topics = useTopicOptions();
  const countries = allCountries(useLanguage()).map(({ code, name }) => ({ value: code, label: name }));
  const [draft, setDraft] = useState({
    builds_ko: company.builds_ko ?? "",
    builds_en: company.builds_en ?? "",
    needs: company.needs,
    markets: company.markets,
    competitors: company.competitors,
  });
  const fill = (changes: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...changes }));
  const save = api.useMutation("put", path);
  const problem = asProblem(save.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const kept = await save.mutateAsync({ body: draft }).catch(() => null);
    if (!kept) return;
    queries.setQueryData(api.queryOptions("get", path).queryKey, kept);
    tell(t("company.saved"));
  };
  const shared = {
    size: "md" as const,
    searchable: true,
    nothingFoundMessage: <NothingFound text={t("company.nothingFound")} />,
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {(["builds_ko", "builds_en"] as const).map((name) => (
          <Textarea
            key={name}
            size="md"
            autosize
            minRows={2}
            maxLength={2000}
            label={t(`company.${name}`)}
            value={draft[name]}
            error={problem?.on(name)}
            onChange={(event) => fill({ [name]: event.currentTarget.value })}
          />
        ))}
        <MultiSelect
          {...shared}
          label={t("company.needs")}
          data={topics}
          value={draft.needs}
          error={problem?.on("needs")}
          onChange={(needs) => fill({ needs })}
        />
        <MultiSelect
          {...shared}
          label={t("company.markets")}
          data={countries}
          value={draft.markets}
          error={problem?.on("markets")}
          onChange={(markets) => fill({ markets })}
        />
        <TagsInput
          size="md"
          label={t("company.competitors")}
          description={t("company.competitorsHint")}
          maxTags={100}
          value={draft.competitors}
          onChange={(competitors) => fill({ competitors })}
        />
        {problem?.isAllOn(fields) ? null : <ErrorState error={save.error} />}
        <div>
          <Button type="submit" size="md" loading={save.isPending}>
            {t("company.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
