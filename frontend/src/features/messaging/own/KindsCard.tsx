import { Button, Checkbox, NativeSelect, Radio, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/api/types";
import { Card } from "@/components/Card";
import { ErrorState } from "@/components/ErrorState";
import { Notice } from "@/components/Notice";
import { useTell } from "@/components/useTell";
import { api } from "@/lib/api";
import { useChannelLabel } from "../channels";
import { OffsetsField } from "../reminding/OffsetsField";
import classes from "./own.module.css";

const groups = ["asks", "changes", "reminders", "after", "news"] as const;
type Group = (typeof groups)[number];
const ways = ["both", "sms", "email", "none"] as const;

/** The ways to be told of a group: texts and e-mail, and what the person has allowed besides, alone or with e-mail. */
function useWays(group: Group, chosen: string): { value: string; label: string }[] {
  const { t } = useTranslation();
  const label = useChannelLabel();
  const channels = api.useQuery("get", "/api/me/channels/").data ?? [];
  const others = channels.filter(
    ({ channel, allowed }) =>
      channel !== "sms" && channel !== "email" && (allowed || chosen.startsWith(`${channel}+`)),
  );
  const usual = ways
    .filter((way) => way !== "none" || !neverOff.includes(group))
    .map((way): { value: string; label: string } => ({ value: way, label: t(`kinds.ways.${way}`) }));
  const added = others.flatMap(({ channel }) => [
    { value: `${channel}+none`, label: t("kinds.ways.other", { channel: label(channel) }) },
    { value: `${channel}+email`, label: t("kinds.ways.otherAndEmail", { channel: label(channel) }) },
  ]);
  return [...usual.slice(0, -1), ...added, ...usual.slice(-1)];
}
/** One way to hear of these always stays. */
const neverOff: readonly string[] = ["asks", "changes"];
const usual = [1440, 60];

type Choice = Pick<
  Me,
  `reach_${(typeof groups)[number]}` | "reminder_offsets_minutes" | "told_at_start" | "digest_at"
>;

function choiceOf(me: Me): Choice {
  const { reach_asks, reach_changes, reach_reminders, reach_after, reach_news } = me;
  const { reminder_offsets_minutes, told_at_start, digest_at } = me;
  return {
    reach_asks,
    reach_changes,
    reach_reminders,
    reach_after,
    reach_news,
    reminder_offsets_minutes,
    told_at_start,
    digest_at,
  };
}

/** Every half hour of a morning, and whatever is chosen already. */
function digestHours(chosen: string | null): string[] {
  const usualHours = Array.from({ length: 13 }, (_, index) => {
    const minute = 5 * 60 + 30 * index;
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  });
  return [...new Set([...usualHours, ...(chosen ? [chosen.slice(0, 5)] : [])])].sort();
}

/** On which channels each kind of message comes, and when a person is reminded. */
export function KindsCard({ me }: { me: Me }) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [choice, setChoice] = useState(() => choiceOf(me));
  const save = api.useMutation("patch", "/api/me/");
  const change = (changes: Partial<Choice>) => setChoice((before) => ({ ...before, ...changes }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await save.mutateAsync({ body: choice }).catch(() => null);
    if (!saved) return;
    setChoice(choiceOf(saved));
    await queries.invalidateQueries({ queryKey: ["get", "/api/me/"] });
    tell(t("kinds.saved"));
  };
  return (
    <Card title={t("kinds.title")} lead={t("kinds.lead")}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Ways choice={choice} onChange={change} />
          <Times choice={choice} onChange={change} />
          <ErrorState error={save.error} />
          <div>
            <Button type="submit" size="md" loading={save.isPending}>
              {t("kinds.save")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}

type PartProps = { choice: Choice; onChange: (changes: Partial<Choice>) => void };

function Ways({ choice, onChange }: PartProps) {
  return (
    <div className={classes.fields}>
      {groups.map((group) => (
        <WayOf key={group} group={group} choice={choice} onChange={onChange} />
      ))}
    </div>
  );
}

function WayOf({ group, choice, onChange }: PartProps & { group: Group }) {
  const { t } = useTranslation();
  const chosen = choice[`reach_${group}`] ?? "both";
  return (
    <NativeSelect
      label={t(`kinds.groups.${group}`)}
      size="md"
      value={chosen}
      data={useWays(group, chosen)}
      onChange={({ currentTarget: { value } }) => onChange({ [`reach_${group}`]: value })}
    />
  );
}

function Times({ choice, onChange }: PartProps) {
  const { t } = useTranslation();
  const own = choice.reminder_offsets_minutes;
  return (
    <Stack gap="md">
      <Radio.Group
        label={t("kinds.when")}
        size="md"
        value={own ? "own" : "programme"}
        onChange={(value) => onChange({ reminder_offsets_minutes: value === "own" ? usual : null })}
      >
        <Stack gap="xs" mt="xs">
          <Radio size="md" value="programme" label={t("kinds.asProgramme")} />
          <Radio size="md" value="own" label={t("kinds.own")} />
        </Stack>
      </Radio.Group>
      {own ? (
        <OffsetsField
          value={own}
          onChange={(reminder_offsets_minutes) => onChange({ reminder_offsets_minutes })}
        />
      ) : null}
      {own?.length === 0 ? <Notice tone="warn">{t("kinds.noTimes")}</Notice> : null}
      <Checkbox
        size="md"
        label={t("kinds.atStart")}
        checked={choice.told_at_start}
        onChange={({ currentTarget: { checked } }) => onChange({ told_at_start: checked })}
      />
      <NativeSelect
        label={t("kinds.digest")}
        description={t("kinds.digestHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        size="md"
        value={choice.digest_at?.slice(0, 5) ?? ""}
        data={[
          { value: "", label: t("kinds.digestNever") },
          ...digestHours(choice.digest_at).map((value) => ({ value, label: value })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ digest_at: value || null })}
      />
    </Stack>
  );
}
