import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import { Button, MultiSelect, NumberInput, Radio, Stack, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuestDetails, GuestPage } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { useTell } from "@/components/useTell";
import { useLanguage } from "@/lib/i18n";
import { inLanguage } from "@/lib/language";
import { asProblem } from "@/lib/problem";
import { placeName } from "@/lib/zones";
import classes from "../events.module.css";
import { AnswerField } from "./AnswerField";
import type { GuestDoor } from "./door";

const shownFields = [
  "present_from",
  "present_until",
  "topics",
  "meetings_most",
  "avoids",
  "companions",
] as const;

function detailsOf(page: GuestPage): Required<GuestDetails> {
  const said = page.registration;
  const isNew = !said || page.state === "invited";
  return {
    present_from: said?.present_from ?? null,
    present_until: said?.present_until ?? null,
    topics: isNew ? page.suggested : said.topics,
    meetings_most: said?.meetings_most ?? null,
    avoids: said?.avoids ?? [],
    companions: said?.companions ?? [],
    photo_consent: said?.photo_consent ?? null,
    answers: said?.answers ?? {},
  };
}

/** Registering, and changing what was said; one tap is enough, all the rest may stay as it is. */
export function RegistrationCard({ door, page }: { door: GuestDoor; page: GuestPage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const [draft, setDraft] = useState(() => detailsOf(page));
  const set = (changes: Partial<GuestDetails>) => setDraft((before) => ({ ...before, ...changes }));
  const { event } = page;
  const isNew = page.may.includes("register");
  const isFull = page.kind !== "" && event.seats[page.kind].free === 0;
  const problem = asProblem(door.error);
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const done = isNew ? await door.register(draft, isFull) : await door.change(draft);
    if (done) tell(t(isNew ? "events.registered" : "events.saved"));
  };
  const deed = isFull && !event.needs_approval ? "events.joinWaiting" : "events.register";
  return (
    <Card
      title={t(isNew ? "events.register" : "events.yourWords")}
      lead={isNew ? t(event.needs_approval ? "events.approvalHint" : "events.registerHint") : null}
    >
      <form onSubmit={(submitted) => void submit(submitted)}>
        <Stack gap="md">
          <MultiSelect
            size="md"
            label={t("events.topics")}
            description={t("events.topicsHint")}
            data={page.topics.map(({ slug, name_ko, name_en }) => ({
              value: slug,
              label: inLanguage(language, name_ko, name_en),
            }))}
            value={draft.topics}
            maxValues={20}
            searchable
            error={problem?.on("topics")}
            onChange={(topics) => set({ topics })}
          />
          <div className={classes.pair}>
            {(["present_from", "present_until"] as const).map((name) => (
              <TextInput
                key={name}
                size="md"
                type="time"
                label={t(`events.fields.${name}`, { place: placeName(event.time_zone, language) })}
                value={draft[name] ?? ""}
                error={problem?.on(name)}
                onChange={({ currentTarget: { value } }) => set({ [name]: value || null })}
              />
            ))}
            <NumberInput
              size="md"
              label={t("events.fields.meetings_most")}
              placeholder={t("events.asManyAsFit")}
              min={1}
              max={60}
              allowDecimal={false}
              value={draft.meetings_most ?? ""}
              error={problem?.on("meetings_most")}
              onChange={(most) => set({ meetings_most: most === "" ? null : Number(most) })}
            />
          </div>
          <TagsInput
            size="md"
            label={t("events.fields.avoids")}
            description={t("events.avoidsHint")}
            value={draft.avoids}
            maxTags={30}
            error={problem?.on("avoids")}
            onChange={(avoids) => set({ avoids })}
          />
          {event.companions_most > 0 ? (
            <TagsInput
              size="md"
              label={t("events.fields.companions")}
              description={t("events.companionsHint", { count: event.companions_most })}
              value={draft.companions}
              maxTags={event.companions_most}
              error={problem?.on("companions")}
              onChange={(companions) => set({ companions })}
            />
          ) : null}
          {event.questions.map((question) => (
            <AnswerField
              key={question.id}
              question={question}
              value={draft.answers[String(question.id)]}
              error={problem?.on(`answers.${question.id}`)}
              onChange={(value) => set({ answers: { ...draft.answers, [String(question.id)]: value } })}
            />
          ))}
          <Radio.Group
            label={t("events.pictures")}
            description={t("events.picturesHint")}
            value={draft.photo_consent === null ? "" : String(draft.photo_consent)}
            onChange={(value) => set({ photo_consent: value === "true" })}
          >
            <Stack gap="xs" pt={8}>
              <Radio size="md" value="true" label={t("events.photoConsent")} />
              <Radio size="md" value="false" label={t("events.photoRefusal")} />
            </Stack>
          </Radio.Group>
          {problem?.isAllOn(shownFields) ? null : <ErrorState error={door.error} />}
          <div>
            <Button type="submit" size="md" loading={door.isBusy}>
              {t(isNew ? deed : "common.save")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
