import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Button, MultiSelect, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { NothingFound } from "@/components/NothingFound";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useGuestsChanged } from "./desk";

type Chosen = { value: string; label: string };

/** Contacts of the directory, looked for by what is typed however many there are. */
export function InviteForm({ slug, onDone }: { slug: string; onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words.trim(), 300);
  const query = { kind: "contact" as const, ...(q ? { q } : {}), page_size: 50 };
  const options = { placeholderData: keepPreviousData };
  const contacts = api.useQuery("get", "/api/experts/", { params: { query } }, options);
  const found = (contacts.data?.results ?? []).map(({ id, name, organisation }) => ({
    value: String(id),
    label: organisation ? `${name} · ${organisation}` : name,
  }));
  const known = new Map([...chosen, ...found].map((one) => [one.value, one]));
  const invite = api.useMutation("post", "/api/event-desk/{slug}/invitations/", {
    onSuccess: useGuestsChanged(),
  });
  const submit = async () => {
    const body = { experts: chosen.map(({ value }) => Number(value)) };
    const done = await invite.mutateAsync({ params: { path: { slug } }, body }).catch(() => null);
    if (!done) return;
    tell(t("events.invited", { count: done.invited }));
    onDone();
  };
  return (
    <Stack gap="md">
      <p>{t("events.inviteText")}</p>
      <MultiSelect
        size="md"
        searchable
        comboboxProps={{ withinPortal: false }}
        label={t("events.contacts")}
        description={t("events.contactsHint")}
        nothingFoundMessage={<NothingFound text={t("events.noContactFound")} />}
        data={[...known.values()]}
        filter={({ options: shown }) => shown}
        searchValue={words}
        onSearchChange={setWords}
        value={chosen.map(({ value }) => value)}
        onChange={(values) => setChosen(values.flatMap((value) => known.get(value) ?? []))}
      />
      <ErrorState error={contacts.error ?? invite.error} />
      <Button
        size="md"
        disabled={chosen.length === 0}
        loading={invite.isPending}
        onClick={() => void submit()}
      >
        {t("events.sendInvitations", { count: chosen.length })}
      </Button>
    </Stack>
  );
}
