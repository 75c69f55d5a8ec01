import { Button, Checkbox, Group, NumberInput, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OfferedProgrammeDetail } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { useTopicOptions } from "@/features/directory/options";
import { useLanguageNames } from "@/features/directory/useLanguageNames";
import { api } from "@/lib/api";
import { allCountries } from "@/lib/countries";
import { useLanguage } from "@/lib/i18n";
import { asProblem } from "@/lib/problem";
import { PeopleSelect } from "../../finding/PeopleSelect";
import { useOfferedChanged } from "../programmes";
import classes from "../programmes.module.css";

const stages = ["idea", "pre_seed", "seed", "series_a", "series_b"] as const;
const languages = ["ko", "en", "ja", "zh"];
const most = 60;
type Giving = NonNullable<OfferedProgrammeDetail["giving"]>;
type Draft = Omit<Giving, "state" | "since">;
const nothing: Draft = {
  capacity: 3,
  least_startups: 0,
  topics: [],
  languages: [],
  stages: [],
  markets: [],
  will_not: "",
};

function draftOf(giving: Giving | null): Draft {
  if (!giving) return nothing;
  const { state, since, ...draft } = giving;
  return draft;
}

/** What an expert gives in a programme; sending it is the yes. */
export function GivingCard({ programme }: { programme: OfferedProgrammeDetail }) {
  const { t } = useTranslation();
  const tell = useTell();
  const topics = useTopicOptions();
  const nameOf = useLanguageNames();
  const countries = allCountries(useLanguage()).map(({ code, name }) => ({ value: code, label: name }));
  const [draft, setDraft] = useState(() => draftOf(programme.giving));
  const fill = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const changed = useOfferedChanged(programme.slug);
  const give = api.useMutation("put", "/api/me/programmes/{slug}/giving/");
  const problem = asProblem(give.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const params = { path: { slug: programme.slug } };
    if (!(await give.mutateAsync({ params, body: draft }).catch(() => null))) return;
    await changed();
    tell(t("programmes.given"));
  };
  const many = (name: "topics" | "markets") => (ids: string) => fill({ [name]: ids ? ids.split(",") : [] });
  return (
    <Card title={t("programmes.giving.title")} lead={t("programmes.giving.lead")}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <div className={classes.pair}>
            {(["capacity", "least_startups"] as const).map((name) => (
              <NumberInput
                key={name}
                size="md"
                label={t(`programmes.giving.${name}`)}
                min={name === "capacity" ? 1 : 0}
                max={100}
                allowDecimal={false}
                value={draft[name]}
                error={problem?.on(name)}
                onChange={(value) => fill({ [name]: Number(value) })}
              />
            ))}
          </div>
          <PeopleSelect
            label={t("programmes.giving.topics")}
            nobody={t("programmes.giving.ofProfile")}
            most={most}
            chosen={draft.topics}
            people={topics}
            onChange={many("topics")}
          />
          <PeopleSelect
            label={t("programmes.giving.markets")}
            nobody={t("programmes.giving.any")}
            most={most}
            chosen={draft.markets}
            people={countries}
            onChange={many("markets")}
          />
          <Checkbox.Group
            label={t("programmes.giving.languages")}
            description={t("programmes.giving.ofProfile")}
            value={draft.languages}
            onChange={(chosen) => fill({ languages: chosen })}
          >
            <Group gap="md" pt={8}>
              {[...new Set([...languages, ...draft.languages])].map((code) => (
                <Checkbox key={code} size="md" value={code} label={nameOf([code])} />
              ))}
            </Group>
          </Checkbox.Group>
          <Checkbox.Group
            label={t("programmes.giving.stages")}
            description={t("programmes.giving.any")}
            value={draft.stages}
            onChange={(chosen) => fill({ stages: chosen as Draft["stages"] })}
          >
            <Group gap="md" pt={8}>
              {stages.map((stage) => (
                <Checkbox key={stage} size="md" value={stage} label={t(`programmes.stages.${stage}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Textarea
            size="md"
            rows={3}
            maxLength={1000}
            label={t("programmes.giving.will_not")}
            description={t("booking.optional")}
            value={draft.will_not}
            onChange={(event) => fill({ will_not: event.currentTarget.value })}
          />
          <ErrorState error={give.error} />
          <Button type="submit" size="md" loading={give.isPending}>
            {t(programme.place === "joined" ? "common.save" : "programmes.giving.join")}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
