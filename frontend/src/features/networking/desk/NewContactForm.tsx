import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { ZoneSelect } from "@/components/ZoneSelect";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useGuestsChanged } from "./desk";

const fields = ["name", "email", "organisation"] as const;
const languages = [
  { value: "en", label: "English" },
  { value: "ko", label: "한국어" },
];

/** A contact whom the directory does not know yet: written into it and invited. */
export function NewContactForm({ slug, onDone }: { slug: string; onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [contact, setContact] = useState({
    name: "",
    email: "",
    organisation: "",
    language: "en" as "en" | "ko",
    time_zone: "America/Los_Angeles",
  });
  const set = (changes: Partial<typeof contact>) => setContact({ ...contact, ...changes });
  const add = api.useMutation("post", "/api/event-desk/{slug}/contacts/", { onSuccess: useGuestsChanged() });
  const problem = asProblem(add.error);
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const call = { params: { path: { slug } }, body: contact };
    if (!(await add.mutateAsync(call).catch(() => null))) return;
    tell(t("events.invited", { count: 1 }));
    onDone();
  };
  return (
    <form onSubmit={(submitted) => void submit(submitted)}>
      <Stack gap="md">
        <p>{t("events.newContactText")}</p>
        {fields.map((name) => (
          <TextInput
            key={name}
            size="md"
            required
            withAsterisk={false}
            type={name === "email" ? "email" : "text"}
            maxLength={name === "email" ? 254 : 120}
            label={t(`events.newContact.${name}`)}
            value={contact[name]}
            error={problem?.on(name)}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        <NativeSelect
          size="md"
          label={t("events.newContact.language")}
          value={contact.language}
          data={languages}
          onChange={(event) => set({ language: event.currentTarget.value === "ko" ? "ko" : "en" })}
        />
        <ZoneSelect
          label={t("events.fields.time_zone")}
          value={contact.time_zone}
          error={problem?.on("time_zone")}
          onChange={(time_zone) => set({ time_zone })}
        />
        {problem?.isAllOn([...fields, "time_zone"]) ? null : <ErrorState error={add.error} />}
        <Button type="submit" size="md" loading={add.isPending}>
          {t("events.addAndInvite")}
        </Button>
      </Stack>
    </form>
  );
}
