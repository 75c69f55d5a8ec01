import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { ZoneSelect } from "@/components/ZoneSelect";
import { useMe } from "@/features/accounts/me";
import { api } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import classes from "../events.module.css";
import { useEventChanged } from "./desk";

const texts = ["title_ko", "title_en", "slug"] as const;
const times = ["held_on", "doors_time", "rounds_time"] as const;

/** A new event: what cannot be left out; all else is filled in afterwards. */
export function NewEventDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const go = useNavigate();
  const [draft, setDraft] = useState({
    title_ko: "",
    title_en: "",
    slug: "",
    held_on: "",
    doors_time: "18:00",
    rounds_time: "18:30",
    time_zone: me.time_zone,
  });
  const onSuccess = useEventChanged();
  const make = api.useMutation("post", "/api/event-desk/", { onSuccess });
  const problem = asProblem(make.error);
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const made = await make.mutateAsync({ body: draft }).catch(() => null);
    if (made) go(`/coordinator/events/${made.slug}`);
  };
  const field = (name: (typeof texts)[number] | (typeof times)[number], type: string) => (
    <TextInput
      key={name}
      size="md"
      type={type}
      required={name !== "title_ko" && name !== "title_en"}
      withAsterisk={false}
      maxLength={name === "slug" ? 50 : 120}
      label={t(`events.fields.${name}`)}
      description={name === "slug" ? t("events.slugHint") : undefined}
      value={draft[name]}
      error={problem?.on(name)}
      onChange={({ currentTarget: { value } }) => setDraft((before) => ({ ...before, [name]: value }))}
    />
  );
  return (
    <Dialog title={t("events.new")} onClose={onClose}>
      <form onSubmit={(submitted) => void submit(submitted)}>
        <Stack gap="md">
          {texts.map((name) => field(name, "text"))}
          <div className={classes.pair}>
            {field("held_on", "date")}
            {field("doors_time", "time")}
            {field("rounds_time", "time")}
            <ZoneSelect
              label={t("events.fields.time_zone")}
              value={draft.time_zone}
              error={problem?.on("time_zone")}
              onChange={(time_zone) => setDraft((before) => ({ ...before, time_zone }))}
            />
          </div>
          {problem?.isAllOn([...texts, ...times, "time_zone"]) ? null : <ErrorState error={make.error} />}
          <Button type="submit" size="md" loading={make.isPending}>
            {t("events.make")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
