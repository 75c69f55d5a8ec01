import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import { Button, NativeSelect, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { NothingFound } from "@/components/NothingFound";
import { useTell } from "@/components/useTell";
import { useOwnClock } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { serverNow } from "@/lib/clock";
import { addDays, dayOf, instantAt } from "@/lib/days";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { asProblem } from "@/lib/problem";
import { zoneAt } from "@/lib/whoseClock";
import { placeName } from "@/lib/zones";
import { useExpertsOf, useStartupsOf } from "./takingPart";

const most = 100;
const usualDays = 5;
const atTheEnd = 18 * 60; // minutes of the day on which answers are due
const fields = ["programme", "startup", "expert", "why_ko", "why_en", "answer_by"];

/** Programmes in which pairs are offered: by coordinators themselves, or beside a cycle. */
function usePairProgrammes() {
  const pairing = ["assigned" as const, "cycle" as const];
  const state = ["open" as const, "running" as const];
  const { data } = api.useQuery("get", "/api/programme-desk/", {
    params: { query: { pairing, state, page_size: most } },
  });
  return data?.results ?? [];
}

/** A coordinator pairs two of their own choice: both sides are asked. */
export function AssignDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const clock = useOwnClock();
  const programmes = usePairProgrammes();
  const [chosen, setChosen] = useState({ programme: "", startup: "", expert: "" });
  const [words, setWords] = useState({ startup: "", expert: "" });
  const [why, setWhy] = useState({ why_ko: "", why_en: "" });
  const [until, setUntil] = useState(addDays(dayOf(serverNow(), clock), usualDays));
  const due = until ? instantAt(until, atTheEnd, clock) : serverNow();
  const programme = programmes.find(({ slug }) => slug === chosen.programme);
  const startups = useStartupsOf(programme, words.startup);
  const experts = useExpertsOf(programme, words.expert);
  const offer = api.useMutation("post", "/api/relations/");
  const problem = asProblem(offer.error);
  const choose = (changes: Partial<typeof chosen>) => {
    offer.reset();
    setChosen((before) => ({ ...before, ...changes }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer_by = due.toISOString();
    const two = { startup: Number(chosen.startup), expert: Number(chosen.expert) };
    const body = { programme: chosen.programme, ...two, ...why, answer_by };
    const pair = await offer.mutateAsync({ body }).catch(() => null);
    if (!pair) return;
    await queries.invalidateQueries({ queryKey: ["get", "/api/relations/"] });
    tell(t("pairs.assign.done"));
    navigate(`/pairs/${pair.id}`);
  };
  const shared = {
    size: "md" as const,
    searchable: true,
    nothingFoundMessage: <NothingFound text={t("company.nothingFound")} />,
  };
  return (
    <Dialog title={t("pairs.assign.title")} wide onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t("pairs.assign.lead")}</p>
          <NativeSelect
            size="md"
            label={t("booking.programme")}
            value={chosen.programme}
            error={problem?.on("programme")}
            data={[
              { value: "", label: "–" },
              ...programmes.map(({ slug, name_ko, name_en }) => ({
                value: slug,
                label: inLanguage(language, name_ko, name_en),
              })),
            ]}
            onChange={(event) => choose({ programme: event.currentTarget.value, startup: "", expert: "" })}
          />
          <Select
            {...shared}
            label={t("pairs.columns.startup")}
            value={chosen.startup || null}
            error={problem?.on("startup")}
            onChange={(startup) => choose({ startup: startup ?? "" })}
            onSearchChange={(startup) => setWords((before) => ({ ...before, startup }))}
            filter={({ options }) => options}
            disabled={!programme}
            data={startups}
            comboboxProps={{ withinPortal: false }}
          />
          <Select
            {...shared}
            label={t("pairs.columns.expert")}
            disabled={!programme}
            value={chosen.expert || null}
            error={problem?.on("expert")}
            onChange={(expert) => choose({ expert: expert ?? "" })}
            onSearchChange={(expert) => setWords((before) => ({ ...before, expert }))}
            filter={({ options }) => options}
            data={experts}
            comboboxProps={{ withinPortal: false }}
          />
          {(["why_ko", "why_en"] as const).map((name) => (
            <Textarea
              key={name}
              size="md"
              rows={2}
              maxLength={2000}
              label={t(`pairs.assign.${name}`)}
              value={why[name]}
              error={problem?.on(name)}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setWhy((before) => ({ ...before, [name]: value }));
              }}
            />
          ))}
          <TextInput
            size="md"
            type="date"
            required
            withAsterisk={false}
            label={t("pairs.assign.until", { place: placeName(zoneAt(clock, due), language) })}
            value={until}
            error={problem?.on("answer_by")}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          {problem?.isAllOn(fields) ? null : <ErrorState error={offer.error} />}
          <div>
            <Button
              type="submit"
              size="md"
              disabled={!chosen.programme || !chosen.startup || !chosen.expert}
              loading={offer.isPending}
            >
              {t("pairs.assign.offer")}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
